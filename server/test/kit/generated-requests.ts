import fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isAbstractType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

/** What can be sent to one field at the top of the schema: documents that together read all that it answers. */
export type GeneratedRequest = {
  field: string;
  documents: string[];
  /** Values for all that the documents declare. */
  variables(pools: Pools): fc.Arbitrary<Record<string, unknown>>;
};

/** Where the values of arguments and input fields come from, by their name. */
export type Pools = Record<string, readonly string[]>;

/** For texts whose name has no pool of its own. */
export const anyText = 'any text';

/** So many leaves in a document stay within what the server takes in one. */
const leavesPerDocument = 40;

/** Every field of the schema, whatever is added to it. */
export function everyRequest(): GeneratedRequest[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({
      field: field.name,
      documents: documentsOf(kind, field),
      variables: (pools) => valuesOf(field.args, pools),
    })),
  );
}

function documentsOf(kind: string, { name, args, type }: GraphQLField<unknown, unknown>): string[] {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const call = `${name}${given && `(${given})`}`;
  const selections = chunksOf(selectionsOf(getNamedType(type)));
  return selections.map(
    (selection) => `${kind} ${declared && `(${declared})`} { ${call} ${selection && `{ ${selection} }`} }`,
  );
}

/** Selections below a type, one object's own leaves each, down to where a type would contain itself. */
function selectionsOf(type: GraphQLNamedOutputType, above: readonly string[] = []): string[] {
  if (isLeafType(type)) return [''];
  if (above.includes(type.name)) return [];
  const path = [...above, type.name];
  if (isAbstractType(type)) {
    return schema
      .getPossibleTypes(type)
      .flatMap((one) => selectionsOf(one, path).map((inner) => `... on ${one.name} { ${inner} }`));
  }
  const fields = Object.values(type.getFields());
  const leaves = fields.filter(({ type: of }) => isLeafType(getNamedType(of))).map(({ name }) => name);
  const deeper = fields
    .filter(({ type: of }) => !isLeafType(getNamedType(of)))
    .flatMap(({ name, type: of }) =>
      selectionsOf(getNamedType(of), path).map((inner) => `${name} { ${inner} }`),
    );
  return [`__typename ${leaves.join(' ')}`, ...deeper];
}

/** The server merges selections of the same field. */
function chunksOf(selections: string[]): string[] {
  const chunks: string[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const selection of selections) {
    const leaves = selection.split(/[\s{}]+/).filter(Boolean).length;
    if (size + leaves > leavesPerDocument) {
      chunks.push(selection);
      size = leaves;
    } else {
      chunks.push(`${chunks.pop() ?? ''} ${selection}`);
      size += leaves;
    }
  }
  return chunks;
}

type Input = { name: string; type: GraphQLInputType };

function valuesOf(inputs: readonly Input[], pools: Pools): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(inputs.map((input) => [input.name, valueOf(input, pools)])));
}

/** What may be left out is left out now and then. */
function valueOf({ name, type }: Input, pools: Pools): fc.Arbitrary<unknown> {
  if (!isNonNullType(type)) {
    return fc.option(givenValueOf({ name, type }, pools), { nil: undefined, freq: 3 });
  }
  return givenValueOf({ name, type }, pools);
}

function givenValueOf(input: Input, pools: Pools): fc.Arbitrary<unknown> {
  const { name } = input;
  const type = getNullableType(input.type);
  if (isListType(type))
    return fc.array(valueOf({ name, type: type.ofType }, pools), { minLength: 1, maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) return valuesOf(Object.values(type.getFields()), pools);
  const pool = pools[name] ?? (type.name === 'String' ? pools[anyText] : undefined);
  if (pool) return fc.constantFrom(...pool);
  const values: Record<string, fc.Arbitrary<unknown>> = {
    Boolean: fc.boolean(),
    Int: fc.integer({ min: 1, max: 4 }),
    DateTime: fc.constantFrom('2026-11-21T09:30:00.000Z', '2036-11-21T09:30:00.000Z'),
  };
  const value = values[type.name];
  if (!value)
    throw new Error(`The argument or input field ${name}: ${type.name} has no source. Give it a pool.`);
  return value;
}
