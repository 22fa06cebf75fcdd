/** `till:<id>`: who a till is, and where its devices are. */
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {present, text} from './fields.ts';
import {publicKeyPattern} from './limits.ts';
import {z} from './schema.ts';

const tcpAddress = z.object({
	kind: z.literal('tcp'),
	host: text(253),
	port: z.number().int().min(1).max(65_535),
});
const address = z.discriminatedUnion('kind', [
	tcpAddress,
	z.object({
		kind: z.literal('serial'),
		path: text(255),
		baudRate: z.number().int().min(300),
		dataBits: z.union([z.literal(7), z.literal(8)]),
		parity: z.enum(['none', 'even', 'odd']),
		stopBits: z.union([z.literal(1), z.literal(2)]),
		flowControl: z.enum(['rts-cts', 'xon-xoff']).optional(),
	}),
]);
const printer = z.discriminatedUnion('protocol', [
	z.object({
		protocol: z.literal('posnet'),
		address,
		codePage: z.enum(['windows-1250', 'iso-8859-2', 'mazovia']).optional(),
	}),
	z.object({
		protocol: z.literal('thermal'),
		address,
		maker: z.enum(['posnet', 'novitus']),
		decimalSeparator: z.enum(['.', ',']).optional(),
		closing: z.enum(['$e', '$x', '$y']).optional(),
	}),
	z.object({protocol: z.literal('novitus-xml'), address}),
	z.object({protocol: z.literal('noviapi'), address: tcpAddress}),
	z.object({
		protocol: z.literal('elzab'),
		address,
		uniqueNumber: text(20),
		codePage: z.enum(['windows-1250', 'cp852', 'mazovia']).optional(),
		nameLength: z.union([z.literal(28), z.literal(40)]).optional(),
	}),
]);

const publicKey = z.string().regex(publicKeyPattern, 'is not an Ed25519 public key: SPKI, 44 bytes in base64');

export const tillProfile = z
	.object({
		id: z.string().regex(/^[a-z0-9-]{1,16}$/, 'is [a-z0-9-], at most 16'),
		name: text(60),
		number: z.number().int().min(1).max(9999),
		printers: z
			.object({main: printer, alcohol: printer.optional()})
			.transform(value => present(value) as TillProfile['printers']),
		scale: z.object({protocol: z.literal('dialog06'), address}).optional(),
		scanner: z.object({protocol: z.literal('line'), address}).optional(),
		receiptsPushSeconds: z.number().int().min(0).max(86_400),
		monthsKept: z.number().int().min(1).max(120).optional(),
		publicKey,
		formerKeys: z.array(z.object({publicKey, lastEntry: z.number().int().min(0)})).optional(),
		replaces: z.string().optional(),
		retired: z.boolean().optional(),
	})
	.transform(value => present(value) as TillProfile);
