/** What a failed server call says, for the place where it happened; empty when it says nothing (offline). */
export function messageOf(error: unknown): string {
  return (error as { body?: { message?: string } } | null)?.body?.message ?? '';
}
