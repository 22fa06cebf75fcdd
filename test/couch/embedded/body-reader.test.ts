import {Readable} from 'node:stream';
import test from 'ava';
import {BodyReader} from '../../../couch/embedded/body-reader.ts';

const bytes = (count: number) => new Uint8Array(count).fill(7);

test('a body is read whole, however it comes', async t => {
	const reader = new BodyReader({bytesMax: 100});
	for (const pieces of [[], [bytes(10)], [bytes(1), bytes(2), bytes(7)]]) {
		const read = await reader.read({}, Readable.from(pieces, {objectMode: false}), 10);
		t.is(
			read.length,
			pieces.reduce((sum, {length}) => sum + length, 0),
		);
		t.true(read.every(byte => byte === 7));
	}
});

test('a body may be as long as it is allowed, and not a byte more', async t => {
	const reader = new BodyReader({bytesMax: 100});
	t.is((await reader.read({}, Readable.from([bytes(10)]), 10)).length, 10);
	await t.throwsAsync(reader.read({}, Readable.from([bytes(11)]), 10), {message: /too large/});
});

test('what all hold together is limited, and what was answered makes room', async t => {
	const reader = new BodyReader({bytesMax: 20});
	const [anna, basia] = [{}, {}];
	await reader.read(anna, Readable.from([bytes(10)]), 15);
	reader.hold(anna, 5);
	await t.throwsAsync(reader.read(basia, Readable.from([bytes(6)]), 15), {message: /Too many/});
	reader.release(anna);
	reader.release(basia);
	t.is((await reader.read(basia, Readable.from([bytes(15)]), 15)).length, 15);
	reader.hold(basia, 5);
	t.throws(() => reader.hold(anna, 1), {message: /Too many/});
});

test('a body that breaks off is the client’s fault', async t => {
	const reader = new BodyReader({bytesMax: 20});
	const broken = new Readable({read() {}});
	const read = reader.read({}, broken, 10);
	broken.push(bytes(1));
	broken.destroy(new Error('aborted'));
	await t.throwsAsync(read, {message: /ended before its body/});
});
