/** What a cashier's PIN is checked against, as the office writes it. */
import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {hashPin} from '../../../till/app/pin.ts';
import {compiled, office, refusalBy, refusedField} from './compiled.ts';

const catalogue = await compiled('catalogue');
const usual = await hashPin('2580');
const anna = {
	_id: 'cashier:anna',
	type: 'cashier',
	schema: 1,
	id: 'anna',
	name: 'Anna Kowalczyk',
	permissions: ['sell'],
};

for (const [title, pinHash, field] of [
	['as the till makes them', usual, undefined],
	['cheaper ones', usual.replace('$16384$', '$1024$'), undefined],
	['dearer ones', usual.replace('$16384$8$1$', '$131072$8$4$'), undefined],
	['a cost that is no power of two', usual.replace('$16384$', '$1000$'), 'pinHash'],
	['a cost that tries every PIN in a moment', usual.replace('$16384$', '$2$'), 'pinHash'],
	['a cost that takes all the memory', usual.replace('$16384$', '$1073741824$'), 'pinHash'],
	['no cost at all', usual.replace('$16384$', '$0$'), 'pinHash'],
	['too large blocks', usual.replace('$8$1$', '$1024$1$'), 'pinHash'],
	['too many rounds', usual.replace('$8$1$', '$8$1000$'), 'pinHash'],
	['a hash that any PIN would have', usual.replace(/[^$]+$/, 'a'), 'pinHash'],
	['a hash that is a file', usual + 'A'.repeat(10_000), 'pinHash'],
	['another scheme', usual.replace('scrypt', 'argon2'), 'pinHash'],
] as const) {
	test(`PIN hashes: of ${title} the server and the till think the same`, t => {
		const document = {...anna, pinHash};
		const read = readCatalogueDocument(document);
		const refusal = refusalBy(catalogue, {newDoc: document, user: office});
		t.is(read.ok ? undefined : read.fault.field, field);
		t.is(refusedField(refusal), field);
		if (field === undefined) return;
		t.regex(read.ok ? '' : read.fault.reason, /N a power of two from 1024 to 131072, r 8 and p 1 to 4/);
		t.regex(JSON.stringify(refusal), /N a power of two from 1024 to 131072, r 8 and p 1 to 4/);
	});
}
