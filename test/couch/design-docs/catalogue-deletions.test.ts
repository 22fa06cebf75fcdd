/** What the office may take out of the catalogue. */
import test from 'ava';
import {admin, compiled, office, refusalBy} from './compiled.ts';

const catalogue = await compiled('catalogue');

test("the shop's settings are changed and never taken out; goods are", t => {
	const gone = (_id: string) => ({newDoc: {_id, _deleted: true}, oldDoc: {_id}});
	for (const user of [office, admin]) {
		t.deepEqual(refusalBy(catalogue, {...gone('shop:settings'), user}), {
			forbidden: '_deleted: no till sells without them: they are changed, never taken out',
		});
		t.is(refusalBy(catalogue, {...gone('product:000123'), user}), undefined);
	}
});
