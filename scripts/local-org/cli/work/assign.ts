import { AS_SYSTEM, request } from '../../api/index.ts';
import type { OrgServices, Transaction } from '../../contracts/transaction.ts';
import { writeSystemRow } from '../../save/index.ts';
import { CliError } from '../output.ts';

interface Assignable {
  readonly field: 'PermissionSetId' | 'PermissionSetGroupId';
  readonly id: string;
  /** As the project writes it, and with the namespace before it. */
  readonly names: readonly string[];
}

/**
 * Gives a user permission sets, or groups of them, by name, as `sf org assign permset` does: deploying alone gives nobody
 * the rights in them. Throws for a name that the org does not have, and assigns nothing then.
 */
export function assignPermissionSets(org: OrgServices, userId: string, names: readonly string[]): void {
  const all = request(org, userId, 'rest', (tx) => [
    ...assignable(
      tx,
      'PermissionSetId',
      'SELECT Id, Name, NamespacePrefix FROM PermissionSet WHERE IsOwnedByProfile = FALSE',
      'Name'
    ),
    ...assignable(
      tx,
      'PermissionSetGroupId',
      'SELECT Id, DeveloperName, NamespacePrefix FROM PermissionSetGroup',
      'DeveloperName'
    )
  ]);
  for (const { field, id } of names.map((name) => named(all, name)))
    writeSystemRow(org, 'PermissionSetAssignment', { AssigneeId: userId, [field]: id }, { userId });
}

function assignable(tx: Transaction, field: Assignable['field'], soql: string, nameField: string): Assignable[] {
  const noBinds = (name: string): never => {
    throw new CliError(`No variable "${name}" here.`);
  };
  const { records } = tx.org.queries.runText(tx, soql, noBinds, AS_SYSTEM);
  return records.map((record) => {
    const [name, prefix] = [nameField, 'NamespacePrefix'].map((each) => record.getByName(each));
    return {
      field,
      id: record.id ?? '',
      names: [String(name), ...(prefix ? [`${String(prefix)}__${String(name)}`] : [])]
    };
  });
}

function named(all: readonly Assignable[], name: string): Assignable {
  const found = all.find(({ names }) => names.some((each) => each.toLowerCase() === name.toLowerCase()));
  if (found) return found;
  const known = all.map(({ names }) => names[0]).sort();
  throw new CliError(
    `There is no permission set or group "${name}". ${known.length === 0 ? 'The org has none.' : `There are: ${known.join(', ')}.`}`,
    2
  );
}
