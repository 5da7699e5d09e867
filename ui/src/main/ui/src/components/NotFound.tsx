import { useNavigate } from "@tanstack/react-router";
import { Empty } from "./states";
import { keepTime } from "./time/search";

export function NotFound() {
  const navigate = useNavigate();
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Not found</h1>
      </div>
      <Empty
        kind="no-match"
        what="There is no page at this address"
        why="It may have moved, or the link lost a part."
        actions={[{ label: "Open Home", run: () => void navigate({ to: "/", search: keepTime }) }]}
      />
    </div>
  );
}
