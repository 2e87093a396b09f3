import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

export type GeneratedDocument = { kind: 'query' | 'mutation'; field: string; document: string };

/** For every field that stands at the top of the schema, the least that one can send there. */
export function everyTopField(): GeneratedDocument[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({
      kind,
      field: field.name,
      document: `${kind} { ${callOf(field)} }`,
    })),
  );
}

function callOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${sampleOf(arg.type)}`);
  const selection = isLeafType(getNamedType(type)) ? '' : ' { __typename }';
  return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection}`;
}

/** A value that the type takes: for everything that names something, a name of nothing. */
function sampleOf(input: GraphQLInputType): string {
  const type = getNullableType(input);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return String(type.getValues()[0]?.name);
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  return { Boolean: 'true', Int: '1', DateTime: '"2026-11-21T09:30:00Z"' }[type.name] ?? '"nothing"';
}
