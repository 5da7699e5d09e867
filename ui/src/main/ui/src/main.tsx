import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { shouldRetry } from "./api/hooks";
import { Themed } from "./components/theme";
import { makeRouter } from "./routes";

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, retryDelay: 500, refetchOnWindowFocus: false, networkMode: "always" },
  },
});

const container = document.getElementById("root");
if (container) {
  createRoot(container).render(
    <StrictMode>
      <Themed>
        <QueryClientProvider client={queries}>
          <RouterProvider router={makeRouter()} />
        </QueryClientProvider>
      </Themed>
    </StrictMode>,
  );
}
