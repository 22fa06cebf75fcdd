import {generateKeyPairSync} from 'node:crypto';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {publicKeyNamed} from '../book.ts';
import {
	admin,
	anna,
	compiled,
	manager,
	nobody,
	office,
	reduceOf,
	refusalBy,
	refusedField,
	rowsOf,
	watcher,
} from './compiled.ts';

const sales = {voidGroszeMax: 50_000, discountPercentHundredthsMax: 2000, discountGroszeMax: 0, returnGroszeMax: 1};
const catalogue = await compiled('catalogue');

const address = {kind: 'tcp', host: '192.168.1.20', port: 6666};
const documents: readonly Readonly<Record<string, unknown>>[] = [
	{
		_id: 'product:000123',
		type: 'product',
		schema: 1,
		code: '000123',
		name: 'Chleb żytni',
		receiptName: 'Chleb żytni',
		barcodes: ['5901234123457', '96385074'],
		plu: '17',
		unit: 'szt',
		vat: 'C',
		priceGrosze: 499,
		group: '10',
		age18: false,
		discountable: true,
		deposit: 'PET050',
	},
	{_id: 'group:10', type: 'group', schema: 1, code: '10', name: 'Pieczywo', route: 'main', colour: 'bread', order: 1},
	{
		_id: 'price-list:zima',
		type: 'price-list',
		schema: 1,
		id: 'zima',
		name: 'Zima',
		validFrom: '2026-12-01T00:00:00+01:00',
		validTo: '2027-01-01T00:00:00+01:00',
		prices: {'000123': 450},
	},
	{
		_id: 'price-list:lato',
		type: 'price-list',
		schema: 1,
		id: 'lato',
		name: 'Lato',
		validFrom: '2027-06-01T00:00:00+02:00',
		parts: [{part: '001-aaaaaaaaaaaaaaaa', count: 5000, digest: 'a'.repeat(64)}],
		former: {
			name: 'Lato',
			validFrom: '2027-06-01T00:00:00+02:00',
			validTo: '2027-09-01T00:00:00+02:00',
			parts: [{part: '001-bbbbbbbbbbbbbbbb', count: 1, digest: 'b'.repeat(64)}],
		},
	},
	{
		_id: 'price-list:jesien',
		type: 'price-list',
		schema: 1,
		id: 'jesien',
		name: 'Jesień',
		validFrom: '2027-09-01T00:00:00+02:00',
		parts: [{part: '001-aaaaaaaaaaaaaaaa', count: 5000, digest: 'a'.repeat(64)}],
		former: {name: 'Jesień', validFrom: '2027-09-01T00:00:00+02:00', prices: {'000123': 470}},
	},
	{
		_id: 'price-list:lato:001-aaaaaaaaaaaaaaaa',
		type: 'price-list-part',
		schema: 1,
		list: 'lato',
		part: '001-aaaaaaaaaaaaaaaa',
		digest: 'a'.repeat(64),
		prices: {'000123': 460},
	},
	{
		_id: 'card-rule:stali',
		type: 'card-rule',
		schema: 1,
		id: 'stali',
		name: 'Stali klienci',
		prefix: '2900',
		length: 13,
		percentHundredths: 500,
		excludedGroups: ['20'],
	},
	{
		_id: 'card:2900000000001',
		type: 'card',
		schema: 1,
		number: '2900000000001',
		name: 'Pani Zofia',
		blocked: false,
		percentHundredths: 1000,
		excludedGroups: [],
		validTo: '2027-12-31',
	},
	{
		_id: 'cashier:7',
		type: 'cashier',
		schema: 1,
		id: '7',
		name: 'Anna',
		pinHash: 'scrypt$16384$8$1$c2Fs$aGFzaA',
		permissions: ['sell', 'void-line'],
	},
	{
		_id: 'cashier:9',
		type: 'cashier',
		schema: 1,
		id: '9',
		name: 'Hanna',
		pinHash: 'scrypt$16384$8$1$c2Fs$aGFzaA',
		permissions: ['sell', 'manage'],
		limits: {...sales, cashInGroszeMax: 100_000, cashOutGroszeMax: 0},
		pinLength: 6,
		badge: '0a'.repeat(32),
		bornOn: '1980-02-29',
	},
	{
		_id: 'till:till-01',
		type: 'till',
		schema: 1,
		id: 'till-01',
		name: 'Kasa 1',
		number: 1,
		printers: {
			main: {protocol: 'posnet', address},
			alcohol: {
				protocol: 'elzab',
				address: {
					kind: 'serial',
					path: '/dev/ttyS1',
					baudRate: 9600,
					dataBits: 8,
					parity: 'even',
					stopBits: 1,
					flowControl: 'rts-cts',
				},
				uniqueNumber: 'EAC 1801234567',
				codePage: 'cp852',
				nameLength: 40,
			},
		},
		scale: {
			protocol: 'dialog06',
			address: {kind: 'serial', path: '/dev/ttyS0', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1},
		},
		receiptsPushSeconds: 5,
		monthsKept: 3,
		publicKey: publicKeyNamed('first'),
	},
	{
		_id: 'shop:settings',
		type: 'shop',
		schema: 1,
		name: 'Ostoja',
		vat: {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'},
		weightBarcodes: ['29AAAAVWWWWWK'],
		deposits: [{id: 'PET050', name: 'Butelka PET', packageNumber: 1, valueGrosze: 50}],
		alcoholBan: {fromHour: 22, toHour: 6},
		shiftNeeded: true,
		limits: {piecesPerLineMax: 999, lineGroszeMax: 1_000_000, receiptGroszeMax: 1_500_000},
		currencies: [
			{code: 'EUR', rateTenThousandths: 43_000, denominationsMinor: [500, 1000, 2000], amountMinorMax: 50_000},
			{code: 'CZK', rateTenThousandths: 1650},
		],
		quickProducts: ['000123'],
	},
];

for (const document of documents) {
	test(`the office writes ${document['_id']}`, t => {
		t.is(refusalBy(catalogue, {newDoc: document, user: office}), undefined);
		t.is(refusalBy(catalogue, {newDoc: document, user: admin}), undefined);
		t.true(readCatalogueDocument(document).ok);
	});
}

test('nobody but the office and administrators writes the catalogue', t => {
	for (const user of [anna, watcher, manager]) {
		t.deepEqual(refusalBy(catalogue, {newDoc: documents[1], user}), {
			forbidden: '_id: only the office writes the catalogue',
		});
		t.is(refusedField(refusalBy(catalogue, {newDoc: {_id: 'group:10', _deleted: true}, user})), '_id');
	}
	t.deepEqual(Object.keys(refusalBy(catalogue, {newDoc: documents[1], user: nobody}) as object), ['unauthorized']);
});

test('the office takes documents out again', t => {
	t.is(
		refusalBy(catalogue, {newDoc: {_id: 'group:10', _deleted: true}, oldDoc: documents[1], user: office}),
		undefined,
	);
});

test('a till’s key is replaced by the office and never lost', t => {
	const [first, second, third] = ['first', 'second', 'third'].map(publicKeyNamed);
	const till = documents.find(({type}) => type === 'till');
	const before = {...till, publicKey: second, formerKeys: [{publicKey: first, lastEntry: 40}]};
	const refused = (changes: object, oldDoc: object = before) => {
		const newDoc = {...before, ...changes};
		t.true(readCatalogueDocument(newDoc as Readonly<Record<string, unknown>>).ok);
		return refusedField(refusalBy(catalogue, {newDoc, oldDoc, user: office}));
	};
	const formerKeys = [...before.formerKeys, {publicKey: second, lastEntry: 90}];
	t.is(refused({publicKey: third, formerKeys}), undefined);
	t.is(refused({name: 'Kasa pierwsza'}), undefined);
	t.is(refused({publicKey: third}), 'formerKeys', 'the present key is lost');
	t.is(refused({publicKey: third, formerKeys: formerKeys.slice(1)}), 'formerKeys', 'a former key is lost');
	t.is(refused({formerKeys: []}), 'formerKeys');
	t.is(refused({publicKey: first, formerKeys: [{publicKey: second, lastEntry: 0}]}), undefined, 'a mistake undone');
	t.is(refused({}, {_id: 'till:till-01', formerKeys: 'none'}), undefined, 'what was there had no keys');
	const newDoc = {...before, publicKey: third, formerKeys};
	t.is(refusedField(refusalBy(catalogue, {newDoc, oldDoc: before, user: anna})), '_id', 'no till sets a key');
	t.is(
		refusedField(refusalBy(catalogue, {newDoc: {...before, formerKeys: [{}]}, user: office})),
		'formerKeys/0/publicKey',
	);
});

test('a till’s profile is never taken out, and so never written anew without its keys; it is marked retired', t => {
	const till = documents.find(({type}) => type === 'till');
	const gone = {_id: 'till:till-01', _deleted: true};
	for (const user of [office, admin]) {
		t.deepEqual(refusalBy(catalogue, {newDoc: gone, oldDoc: till, user}), {
			forbidden: '_deleted: a till is marked retired and stays: what it signed is checked with its keys',
		});
		t.is(refusedField(refusalBy(catalogue, {newDoc: gone, user})), '_deleted', 'nor by a revision of its own');
	}
	const anew = {...till, publicKey: publicKeyNamed('second')};
	t.is(
		refusedField(refusalBy(catalogue, {newDoc: anew, oldDoc: gone, user: office})),
		'_id',
		'one of before this rule',
	);
	const orphan = {...anew, _revisions: {start: 9, ids: ['9', '8']}};
	t.is(refusedField(refusalBy(catalogue, {newDoc: orphan, user: office})), '_rev', 'its history would be the longest');
	t.is(refusalBy(catalogue, {newDoc: orphan, user: admin}), undefined, 'a copy may begin in the middle');
	const retired = {...till, retired: true};
	t.is(refusalBy(catalogue, {newDoc: retired, oldDoc: till, user: office}), undefined);
	t.true(readCatalogueDocument(retired as Readonly<Record<string, unknown>>).ok);
});

test('what is no Ed25519 key is refused by the name of its field, by the validator and by the schema', t => {
	const till = documents.find(({type}) => type === 'till');
	const good = publicKeyNamed('first');
	const rsa = generateKeyPairSync('rsa', {modulusLength: 1024}).publicKey.export({type: 'spki', format: 'der'});
	const x25519 = generateKeyPairSync('x25519').publicKey.export({type: 'spki', format: 'der'});
	const signing = generateKeyPairSync('ed25519').publicKey;
	const wrong = [
		'',
		'first',
		good.slice(0, -4),
		`${good}AAAA`,
		`${good}\n`,
		good.replace(/=$/, ''),
		good.replace(/.=$/, 'B='),
		rsa.toString('base64'),
		x25519.toString('base64'),
		String(signing.export({type: 'spki', format: 'pem'})),
	];
	const reason = 'is not an Ed25519 public key: SPKI, 44 bytes in base64';
	const refusals = (changes: object) => {
		const newDoc = {...till, ...changes} as Readonly<Record<string, unknown>>;
		const read = readCatalogueDocument(newDoc);
		return {
			validator: refusalBy(catalogue, {newDoc, user: office}),
			schema: read.ok ? undefined : `${read.fault.field}: ${read.fault.reason}`,
		};
	};
	for (const publicKey of wrong) {
		const expected = (field: string) => ({
			validator: {forbidden: `${field}: ${reason}`},
			schema: `${field}: ${reason}`,
		});
		t.deepEqual(refusals({publicKey}), expected('publicKey'), publicKey);
		t.deepEqual(refusals({formerKeys: [{publicKey, lastEntry: 3}]}), expected('formerKeys/0/publicKey'), publicKey);
	}
	const right = signing.export({type: 'spki', format: 'der'}).toString('base64');
	t.deepEqual(refusals({publicKey: right}), {validator: undefined, schema: undefined});
});

test('an unknown type, a newer schema and an id of something else are refused by name', t => {
	const refused = (changes: object) =>
		refusedField(refusalBy(catalogue, {newDoc: {...documents[1], ...changes}, user: office}));
	t.is(refused({type: 'note'}), 'type');
	t.is(refused({type: 'toString'}), 'type');
	t.is(refused({schema: 2}), 'schema');
	t.is(refused({_id: 'group:11'}), '_id');
	t.is(refused({order: '1'}), 'order');
});

test('a price list has its prices or its parts, and no more prices than one document holds', t => {
	const [whole, header] = ['price-list:zima', 'price-list:lato'].map(id => documents.find(({_id}) => _id === id));
	const part = documents.find(({type}) => type === 'price-list-part');
	const said = (document: object) => {
		const read = readCatalogueDocument(document as Readonly<Record<string, unknown>>);
		const field = read.ok ? undefined : read.fault.field;
		t.is(refusedField(refusalBy(catalogue, {newDoc: document, user: office})), field);
		return field;
	};
	const prices = (count: number) => Object.fromEntries(Array.from({length: count}, (_, code) => [`0${code}`, 100]));
	t.is(said({...whole, prices: prices(5000)}), undefined);
	t.is(said({...whole, prices: prices(5001)}), 'prices');
	t.is(said({...part, prices: prices(5000)}), undefined);
	t.is(said({...part, prices: prices(5001)}), 'prices');
	t.is(said({...part, prices: {}}), 'prices');
	t.is(said({...header, parts: []}), 'parts');
	t.is(said({...header, prices: prices(1)}), 'parts');
	t.is(said({...part, _id: 'price-list-part:001-aaaaaaaaaaaaaaaa'}), '_id');
	const newDoc = {...whole, prices: prices(5001)};
	t.deepEqual(refusalBy(catalogue, {newDoc, user: office}), {forbidden: 'prices: has more than 5000 members'});
	const read = readCatalogueDocument(newDoc as Readonly<Record<string, unknown>>);
	t.regex(read.ok ? '' : read.fault.reason, /more than 5000 prices: a longer list comes in parts/);
});

test('a till keeps between one and 120 months of its book, or does not say how many', t => {
	const till = documents.find(({type}) => type === 'till');
	const refused = (monthsKept: unknown) =>
		refusedField(refusalBy(catalogue, {newDoc: JSON.parse(JSON.stringify({...till, monthsKept})), user: office}));
	for (const allowed of [undefined, 1, 120]) t.is(refused(allowed), undefined);
	for (const impossible of [0, 121, 1.5, '3', null]) {
		t.is(refused(impossible), 'monthsKept');
		t.like(readCatalogueDocument({...till, monthsKept: impossible}), {ok: false, fault: {field: 'monthsKept'}});
	}
});

/** Places in a document, as paths. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
	if (typeof value !== 'object' || value === null) return [path];
	return [
		...(path.length > 0 ? [path] : []),
		...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key])),
	];
}

function withChange(value: unknown, [key = '', ...rest]: readonly string[], change: unknown): unknown {
	const copy = (Array.isArray(value) ? [...value] : {...(value as object)}) as Record<string, unknown>;
	copy[key] = rest.length === 0 ? change : withChange(copy[key], rest, change);
	return copy;
}

const change = fc.oneof(
	fc.constantFrom<unknown>(undefined, null, '', ' ', 0, -1, 1.5, true, [], {}, 'A', '000123', 'inactive', '2026-02-29'),
	fc.string({unit: 'binary', maxLength: 130}),
	fc.constant(Array.from({length: 51}, () => '96385074')),
	fc.integer(),
);
const damaged = fc
	.constantFrom(...documents)
	.chain(document => fc.tuple(fc.constant(document), fc.constantFrom(...placesOf(document)), change))
	.map(([document, place, value]) => withChange(document, place, value));

testProp(
	'whatever is done to a document, the server takes nothing that tills would set aside',
	[damaged],
	(t, document) => {
		// As it travels: what is undefined is not there.
		const sent = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
		const refusal = refusalBy(catalogue, {newDoc: sent, user: office});
		if (refusal === undefined) t.true(readCatalogueDocument(sent).ok, JSON.stringify(sent));
		else t.deepEqual(Object.keys(refusal as object), ['forbidden']);
	},
	{numRuns: 600},
);

test('each barcode of a product leads to it', t => {
	t.deepEqual(rowsOf(catalogue, 'by-barcode', documents[0]), [
		{key: '5901234123457', value: 'Chleb żytni'},
		{key: '96385074', value: 'Chleb żytni'},
	]);
	t.deepEqual(rowsOf(catalogue, 'by-barcode', documents[1]), []);
});

test('a group lists its products by name', t => {
	t.deepEqual(rowsOf(catalogue, 'by-group', documents[0]), [{key: ['10', 'Chleb żytni'], value: 499}]);
	t.is(reduceOf(catalogue, 'by-group'), '_count');
});

test('a document two people changed at once is listed with the revisions that lost', t => {
	t.deepEqual(rowsOf(catalogue, 'conflicts', {...documents[1], _conflicts: ['2-b', '2-a']}), [
		{key: ['group', 'group:10'], value: ['2-b', '2-a']},
	]);
	t.deepEqual(rowsOf(catalogue, 'conflicts', documents[1]), []);
	t.is(reduceOf(catalogue, 'conflicts'), '_count');
});
