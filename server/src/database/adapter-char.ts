import type { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** PostgreSQL's numbers of its types `"char"` (one byte, in its catalogue alone) and `text`. */
const CHAR = 18;
const TEXT = 25;

/**
 * Teaches adapter-pg the type `"char"`. It refuses that type, and the schema engine reads it from the catalogue whenever it
 * looks at existing tables (prisma/orm issue 27403).
 */
export function readChar(adapter: Adapter): Adapter {
  const { queryRaw } = adapter;
  const pool = adapter.underlyingDriver();
  adapter.queryRaw = async (query) => {
    let chars: number[] = [];
    const client = {
      query: async (config: Parameters<typeof pool.query>[0]) => {
        const result = await pool.query(config);
        chars = result.fields.flatMap(({ dataTypeID }, column) => (dataTypeID === CHAR ? [column] : []));
        for (const column of chars) result.fields[column]!.dataTypeID = TEXT;
        return result;
      },
    };
    const result = await queryRaw.call(Object.assign(Object.create(adapter), { client }), query);
    for (const column of chars) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
