import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "../../components/controls";

export interface PagerProps {
  page: number;
  pages: number;
  onPage: (page: number) => void;
  what: string;
}

export function Pager({ page, pages, onPage, what }: PagerProps) {
  return (
    <nav className="row t12 muted" aria-label="Pages" style={{ height: 32, justifyContent: "flex-end" }}>
      <span>
        {what} · {page + 1} of {pages}
      </span>
      <IconButton
        icon={ChevronLeft}
        label="Page before"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        icon={ChevronRight}
        label="Next page"
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  );
}
