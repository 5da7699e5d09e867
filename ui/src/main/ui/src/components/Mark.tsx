export function Mark() {
  const line = { fill: "none", stroke: "var(--bg)", strokeWidth: 1.5 } as const;
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--text)" />
      <path
        d="M10 4.2c-2.6 0-4 1.9-4 4.3 0 2.7-.7 3.8-1.5 4.6h11c-.8-.8-1.5-1.9-1.5-4.6 0-2.4-1.4-4.3-4-4.3z"
        strokeLinejoin="round"
        {...line}
      />
      <path d="M8.6 15.3a1.6 1.6 0 0 0 2.8 0" strokeLinecap="round" {...line} />
    </svg>
  );
}
