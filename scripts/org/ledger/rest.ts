import { toField } from './read.ts';
import type { OrgReader } from './read.ts';

/** Where an org is and who asks. */
export interface Login {
  readonly url: string;
  readonly token: string;
}

interface Page {
  readonly records: readonly Record<string, unknown>[];
  readonly nextRecordsUrl?: string;
}

const API = '/services/data/v67.0';

/** Reads an org, local or real, by its REST API. */
export function restReader({ url, token }: Login): OrgReader {
  const get = async (path: string): Promise<Response> =>
    fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
  return {
    async fields(object) {
      const response = await get(`${API}/sobjects/${object}/describe`);
      if (response.status === 404) return null;
      const { fields } = (await body(response)) as { fields: Record<string, unknown>[] };
      return fields.map(toField);
    },
    async *query(soql) {
      let path: string | undefined = `${API}/query?q=${encodeURIComponent(soql)}`;
      while (path !== undefined) {
        const page = (await body(await get(path))) as Page;
        yield page.records;
        path = page.nextRecordsUrl;
      }
    }
  };
}

async function body(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`The org answered ${response.status}: ${await response.text()}`);
}
