import { readFileSync } from 'node:fs';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { expect, test } from 'vitest';
import { printContract, schema } from '../../src/graphql/schema.ts';

const ours = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

test('schema.graphql is what the server serves', () => {
  const contract = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
  expect(printContract(), 'write it anew with: pnpm --filter @llavero/server run schema').toBe(contract);
});

test.each(ours.map((type) => [type.name, type] as const))(
  '%s is described, and all that is in it',
  (_, type) => {
    const silent = partsOf(type).filter(([, description]) => !/^[A-Z0-9].{2,}[.`]$/s.test(description ?? ''));
    expect(silent).toEqual([]);
  },
);

test('the watch works: it looks at fields, arguments, values and inputs', () => {
  const seen = ours.flatMap(partsOf).map(([name]) => name);
  expect(seen).toEqual(
    expect.arrayContaining([
      'Query',
      'Query.clients',
      'Query.clients(search)',
      'Client.clientId',
      'Error.message',
      'ClientOrderField.NAME',
      'CreateClientInput.scopes',
      'CreateClientResult',
      'DateTime',
    ]),
  );
});

/** The type, its fields with their arguments, its values: each with what is said about it. */
function partsOf(type: GraphQLNamedType): [string, string | null | undefined][] {
  const parts: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type)) {
    for (const { name, description } of type.getValues()) parts.push([`${type.name}.${name}`, description]);
  }
  if (isInputObjectType(type)) {
    for (const { name, description } of Object.values(type.getFields())) {
      parts.push([`${type.name}.${name}`, description]);
    }
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const { name, description, args } of Object.values(type.getFields())) {
      parts.push([`${type.name}.${name}`, description]);
      for (const arg of args) parts.push([`${type.name}.${name}(${arg.name})`, arg.description]);
    }
  }
  return parts;
}
