import fc, { type Arbitrary } from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';
import { anyJson, changed, noise } from './mutations.ts';

/** What is sent to `/graphql`: the document, its variables, and which of its operations is meant. */
export type Sent = { query: unknown; variables?: unknown; operationName?: unknown };

/** Documents that the schema allows for the most part, with known and wild values; `ids` are of things that exist. */
export function documents(ids: readonly string[]): Arbitrary<Sent> {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  const ofKind = roots.map(([kind, root]) =>
    fc
      .array(
        fc.constantFrom(...Object.values(root?.getFields() ?? {})).chain((field) => call(field, ids, 0)),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((calls) => document(kind, calls)),
  );
  const lawful = fc.oneof(...ofKind);
  return fc.oneof(
    { weight: 10, arbitrary: lawful },
    {
      weight: 3,
      arbitrary: lawful.chain((sent) => changed(sent.query as string).map((query) => ({ ...sent, query }))),
    },
    { weight: 2, arbitrary: lawful.chain((sent) => anyJson.map((variables) => ({ ...sent, variables }))) },
    { weight: 2, arbitrary: large },
    fc.record({ query: fc.oneof(noise, anyJson), variables: anyJson, operationName: anyJson }),
  );
}

/** One use of a field: its text, and the variables that it takes. */
type Call = { text: string; variables: Record<string, { type: string; value: unknown }> };

function document(kind: string, calls: Call[]): Sent {
  const variables = calls.map((each) => each.variables).reduce((all, own) => ({ ...all, ...own }), {});
  const declared = Object.entries(variables).map(([name, { type }]) => `$${name}: ${type}`);
  const head = declared.length > 0 ? `${kind} (${declared.join(', ')})` : kind;
  return {
    query: `${head} { ${calls.map(({ text }, at) => (at === 0 ? text : `a${at}: ${text}`)).join(' ')} }`,
    variables: Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value])),
  };
}

function call(
  { name, args, type }: GraphQLField<unknown, unknown>,
  ids: readonly string[],
  depth: number,
): Arbitrary<Call> {
  return fc
    .tuple(fc.tuple(...args.map((arg) => argument(arg, ids))), selection(type, ids, depth))
    .map(([given, selected]) => {
      const sent = given.filter((each) => each !== undefined);
      const list = sent.map((each) => `${each.name}: $${each.variable}`).join(', ');
      return {
        text: `${name}${list === '' ? '' : `(${list})`}${selected.text}`,
        variables: {
          ...selected.variables,
          ...Object.fromEntries(sent.map((each) => [each.variable, each])),
        },
      };
    });
}

type Given = { name: string; variable: string; type: string; value: unknown };

/** By a variable of its own, so that any value can be sent for it; now and then left out. */
function argument({ name, type }: GraphQLArgument, ids: readonly string[]): Arbitrary<Given | undefined> {
  return fc.option(
    fc.tuple(value(type, ids), fc.nat({ max: 1_000_000 })).map(([sent, number]) => ({
      name,
      variable: `v${number}`,
      type: String(type),
      value: sent,
    })),
    { freq: 8, nil: undefined },
  );
}

/** A value of the type for the most part. */
function value(input: GraphQLInputType, ids: readonly string[]): Arbitrary<unknown> {
  const type = getNullableType(input);
  return fc.oneof({ weight: 12, arbitrary: valueOf(type, ids) }, fc.constant(null), anyJson);
}

function valueOf(type: GraphQLInputType, ids: readonly string[]): Arbitrary<unknown> {
  if (isListType(type)) return fc.array(value(type.ofType as GraphQLInputType, ids), { maxLength: 4 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map(
      (field) => [field.name, value(field.type, ids)] as const,
    );
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  }
  switch (String(type)) {
    case 'Boolean':
      return fc.boolean();
    case 'Int':
      return fc.oneof(fc.integer({ min: -2, max: 101 }), fc.integer());
    case 'DateTime':
      return fc.constantFrom(
        '2026-11-21T09:30:00.000Z',
        '2026-02-30T00:00:00Z',
        '+275760-09-13T00:00:00Z',
        '0',
      );
    default:
      return fc.oneof(fc.constantFrom(...ids), fc.constantFrom('read', 'update', 'Portal'), noise);
  }
}

/** Some of the fields of what the field gives; of what can be several things, fields of one of them. */
function selection(output: GraphQLOutputType, ids: readonly string[], depth: number): Arbitrary<Call> {
  const type = getNamedType(output);
  if (isLeafType(type) || !isCompositeType(type)) return fc.constant({ text: '', variables: {} });
  if (isUnionType(type) || isInterfaceType(type)) {
    return fc.constantFrom(...schema.getPossibleTypes(type)).chain((possible) =>
      selection(possible, ids, depth).map(({ text, variables }) => ({
        text: ` { __typename ... on ${possible.name}${text} }`,
        variables,
      })),
    );
  }
  if (!isObjectType(type)) return fc.constant({ text: ' { __typename }', variables: {} });
  const fields = Object.values(type.getFields()).filter(
    (field) => depth < 6 || isLeafType(getNamedType(field.type)),
  );
  const some = fc.subarray(fields, { maxLength: Math.min(5, fields.length) });
  return some
    .chain((chosen) => fc.tuple(...chosen.map((field) => call(field, ids, depth + 1))))
    .map((calls) => ({
      text: ` { ${['__typename', ...calls.map(({ text }) => text)].join(' ')} }`,
      variables: calls.reduce((all, { variables }) => ({ ...all, ...variables }), {}),
    }));
}

/** Deep, wide, aliased, circular: what costs those who do not look before they run (OWASP GraphQL cheat sheet). */
const large: Arbitrary<Sent> = fc
  .tuple(fc.constantFrom(2, 20, 500, 4000), fc.nat({ max: 8 }))
  .map(([times, kind]) => {
    const queries = [
      `{ ${'clients { nodes { refusals { client { '.repeat(times)}clientId${' } } } }'.repeat(times)} }`,
      `{ ${Array.from({ length: times }, (_, at) => `a${at}: scopes { name }`).join(' ')} }`,
      `{ ${'scopes { name } '.repeat(times)} }`,
      `{ scopes { name ${'@include(if: true) '.repeat(times)} } }`,
      `{ ${'...A '.repeat(times)} } fragment A on Query { ...B } fragment B on Query { ...A }`,
      `query ${'A { scopes { name } } query '.repeat(times)} B { scopes { name } }`,
      `{ client(clientId: ${'['.repeat(times)}1${']'.repeat(times)}) { name } }`,
      `query (${Array.from({ length: times }, (_, at) => `$v${at}: Int`).join(' ')}) { clients(first: $v0) { totalCount } }`,
      `{ __schema { ${'types { fields { type { '.repeat(times)}name${' } } }'.repeat(times)} } }`,
    ];
    return { query: queries[kind] };
  });
