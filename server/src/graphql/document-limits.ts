import {
  GraphQLError,
  Lexer,
  Source,
  TokenKind,
  parse,
  validate,
  type ASTVisitor,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from './context.ts';

const maxTokens = 2000;
const maxAliases = 15;
const maxNesting = 40;

/**
 * What a document may be before anything of it is run: short, and without the same field many times over under other
 * names (OWASP GraphQL cheat sheet). Depth, breadth and cost are the builder's. Typing errors are answered without
 * guesses, and the schema is shown to administrators alone.
 */
export const documentLimits: Plugin<Context> = {
  onParse({ setParseFn }) {
    setParseFn((source: string | Source, options: object) => {
      refuseDeepNesting(source);
      return parse(source, { ...options, maxTokens });
    });
  },
  onValidate({ addValidationRule, setValidationFn, context }) {
    addValidationRule(AliasLimit);
    if (!context.caller) addValidationRule(IntrospectionForAdministrators);
    setValidationFn((schema, document, rules) =>
      validate(schema, document, rules, { hideSuggestions: true, maxErrors: 20 }),
    );
  },
};

/** Lists of lists, objects and fields alike: who walks down them calls itself, the parser first, and the stack has an end. */
function refuseDeepNesting(source: string | Source): void {
  const lexer = new Lexer(typeof source === 'string' ? new Source(source) : source);
  let depth = 0;
  for (let count = 0; count <= maxTokens && lexer.advance().kind !== TokenKind.EOF; count++) {
    if (opening.has(lexer.token.kind) && ++depth > maxNesting) {
      throw new GraphQLError(`At most ${maxNesting} brackets inside each other.`, {
        extensions: { code: 'QUERY_TOO_LARGE' },
      });
    }
    if (closing.has(lexer.token.kind)) depth--;
  }
}

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

const AliasLimit: ValidationRule = (context: ValidationContext): ASTVisitor => {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias && ++aliases === maxAliases + 1) {
        context.reportError(
          new GraphQLError(`At most ${maxAliases} aliases in a document.`, {
            nodes: node,
            extensions: { code: 'QUERY_TOO_LARGE' },
          }),
        );
      }
    },
  };
};

const IntrospectionForAdministrators: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    context.reportError(
      new GraphQLError('Not found.', {
        nodes: node,
        // `spec: false` lets the status stand whatever the caller accepts.
        extensions: { code: 'NOT_FOUND', http: { status: 404, spec: false } },
      }),
    );
  },
});
