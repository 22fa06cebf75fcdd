/** `docs/documents.md`: every document of the databases with its fields, out of the schemas that read it. */
import {auditSchemas} from '../../couch/documents/audit.ts';
import {catalogueSchemas, priceListHeader} from '../../couch/documents/catalogue.ts';
import {entrySchemas} from '../../couch/documents/entries.ts';
import {ledgerSchemas} from '../../couch/documents/ledger.ts';
import {z} from '../../couch/documents/schema.ts';
import {tillsSchemas} from '../../couch/documents/tills.ts';
import {type FieldRow, fieldRows, type JsonSchema} from './fields.ts';

export const documentsPageFile = 'docs/documents.md';

interface Kind {
	readonly id: string;
	readonly what: string;
	readonly schema: z.ZodType;
}

interface Database {
	readonly name: string;
	readonly what: string;
	readonly kinds: readonly Kind[];
}

const entryId = '<till>:<8-digit entry>:<8 base32>';

const databases: readonly Database[] = [
	{
		name: 'catalogue',
		what: 'The office writes it, and every till has a copy. Each document has `_id`, `type` (the word before the colon) and `schema: 1` beside what stands here.',
		kinds: [
			{id: 'product:<code>', what: 'A good.', schema: catalogueSchemas.product},
			{id: 'group:<code>', what: 'A group of goods, which decides their fiscal route.', schema: catalogueSchemas.group},
			{id: 'price-list:<id>', what: 'A price list in one document.', schema: catalogueSchemas['price-list']},
			{id: 'price-list:<id>', what: 'The header of a price list in parts.', schema: priceListHeader},
			{
				id: 'price-list:<id>:<part>',
				what: 'A part of a price list; its `type` is `price-list-part`.',
				schema: catalogueSchemas['price-list-part'],
			},
			{
				id: 'promotion:<id>',
				what: 'A promotion: what it reaches, when it holds, and what it takes off.',
				schema: catalogueSchemas.promotion,
			},
			{id: 'card-rule:<id>', what: 'A family of discount cards.', schema: catalogueSchemas['card-rule']},
			{id: 'card:<number>', what: 'One card that differs from its family.', schema: catalogueSchemas.card},
			{id: 'cashier:<id>', what: 'A person at the tills.', schema: catalogueSchemas.cashier},
			{id: 'till:<id>', what: 'The profile of a till.', schema: catalogueSchemas.till},
			{id: 'shop:settings', what: 'The settings of the shop; its `type` is `shop`.', schema: catalogueSchemas.shop},
		],
	},
	{
		name: 'receipts-YYYY-MM',
		what: 'The books of all tills, a month each. A till writes an entry once and never edits it.',
		kinds: [
			{id: `receipt:${entryId}`, what: 'A receipt.', schema: entrySchemas.receipt},
			{id: `return:${entryId}`, what: 'Goods that came back.', schema: entrySchemas.return},
			{id: `event:${entryId}`, what: 'What happened without a receipt.', schema: entrySchemas.event},
			{id: `seal:${entryId}`, what: 'The last entry of a month.', schema: entrySchemas.seal},
		],
	},
	{
		name: 'tills',
		what: 'What tills say of themselves, and what the server has to say to them.',
		kinds: [
			{id: 'status:<till>', what: 'How a till is; written by it.', schema: tillsSchemas.status},
			{id: 'refused:<till>:<id>:<rev>', what: 'An entry the server would not take.', schema: tillsSchemas.refused},
			{id: 'head:<till>', what: 'How far the server has a till’s book; by the watcher.', schema: tillsSchemas.head},
			{id: 'notice:<till>', what: 'What the till’s screen should show; by the watcher.', schema: tillsSchemas.notice},
			{
				id: 'parked:<till>:<share>',
				what: 'A basket that was put aside, for whichever till takes it up. A field of the basket that is not known makes it unreadable.',
				schema: tillsSchemas.parked,
			},
		],
	},
	{
		name: 'audit',
		what: 'The reports of the conflict watcher; a manager closes them.',
		kinds: Object.entries(auditSchemas).map(([type, schema]) => ({
			id: `${type}:…`,
			what: `A report of the type \`${type}\`.`,
			schema,
		})),
	},
	{
		name: 'ledger-YYYY-MM',
		what: 'What the conflict watcher saw first. Nobody else can read it.',
		kinds: [
			{id: 'seen:<entry id>', what: 'The content of an entry that came first.', schema: ledgerSchemas.seen},
			{id: 'closed', what: 'When the month was closed.', schema: ledgerSchemas.closed},
		],
	},
];

const introduction = `# Documents

Every document of the databases, field by field, out of the schemas in [\`couch/documents\`](../couch/documents) that read them:
\`npm run docs\` writes this page, and a test holds that it is right. Amounts are whole grosze, weights whole grams. Fields that are
not known are ignored; a document of a newer \`schema\` is set aside. Some documents have to make sense as a whole besides, which their
schemas and validators say in sentences.`;

export function documentsPage(): string {
	return `${[introduction, ...databases.map(databaseSection)].join('\n\n')}\n`;
}

function databaseSection({name, what, kinds}: Database): string {
	return [`## ${name}`, what, ...kinds.map(kindSection)].join('\n\n');
}

function kindSection({id, what, schema}: Kind): string {
	// What a document may be, not what reading makes of it.
	const rows = fieldRows(z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'}) as JsonSchema);
	const table = ['| field | what it is | limits |', '|---|---|---|', ...rows.map(tableRow)];
	return [`### \`${id}\``, what, table.join('\n')].join('\n\n');
}

function tableRow({field, type, limits, isOptional}: FieldRow): string {
	const cells = [`\`${field}\`${isOptional ? ', optional' : ''}`, type, limits];
	return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
