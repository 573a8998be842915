/**
 * A name as its record has it: metadata codes what is special as URLs do, `Id%2E Decision Makers`, `50%25`
 * (Metadata API Developer Guide, RecordType). A `%` that codes nothing stands for itself.
 */
export function decodedName(name: string): string {
  return name.replace(/(?:%[0-9a-f]{2})+/gi, (coded) => {
    try {
      return decodeURIComponent(coded);
    } catch {
      return coded;
    }
  });
}
