import { ApexBlob } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';

/** A4 in points, and how many lines of how many letters its text takes. */
const PAGE = { width: 595, height: 842, lines: 60, letters: 90 } as const;

/** The words of the text without its markup, in lines that a page takes. */
function linesOf(markup: string): string[] {
  const plain = markup.replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li)[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
  return plain.split(/\r?\n/).flatMap((line) => line.match(new RegExp(`.{1,${PAGE.letters}}`, 'gs')) ?? ['']);
}

/** A string of PDF; letters beyond Latin-1, which its standard fonts have not, become question marks. */
function pdfString(text: string): string {
  const escaped = text.replace(/[^\0-\u00ff]/gu, '?').replace(/[\\()]/g, '\\$&');
  return `(${escaped})`;
}

function pageText(lines: readonly string[]): string {
  return `BT /F1 10 Tf 40 800 Td 12 TL ${lines.map((line) => `${pdfString(line)} Tj T*`).join(' ')} ET`;
}

function stream(text: string): string {
  return `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
}

/** Catalog, pages and font first, then each page and what it shows. */
function objectsOf(pages: readonly (readonly string[])[]): string[] {
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  const size = `/MediaBox [0 0 ${PAGE.width} ${PAGE.height}]`;
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, i) => [
      `<< /Type /Page /Parent 2 0 R ${size} /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
      stream(pageText(lines))
    ])
  ];
}

/**
 * `Blob.toPdf`: a file that readers of PDF open, with the text of the markup page by page. How Salesforce lays it out is
 * not told, and nothing of styles and images is here.
 */
export function pdfOf(markup: string): ApexBlob {
  const lines = linesOf(markup);
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / PAGE.lines)) }, (_, i) =>
    lines.slice(i * PAGE.lines, (i + 1) * PAGE.lines)
  );
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [i, object] of objectsOf(pages).entries()) {
    offsets.push(text.length);
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new ApexBlob(new Uint8Array(Buffer.from(text, 'latin1')));
}

export const pdfClass = libraryClass('System.Blob', {
  'static Blob toPdf(String markup)': (_, __, markup: string) => pdfOf(need(markup))
});
