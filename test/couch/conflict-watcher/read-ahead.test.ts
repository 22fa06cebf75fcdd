import test from 'ava';
import {readAhead} from '../../../couch/conflict-watcher/read-ahead.ts';

/** Pieces of which the test sees how far they have been read, and in the end whether the source was left in order. */
class Source {
	readCount = 0;
	isLeft = false;

	async *pieces(count: number, failsAt = Number.POSITIVE_INFINITY): AsyncGenerator<number, void, undefined> {
		try {
			while (this.readCount < count) {
				this.readCount += 1;
				if (this.readCount === failsAt) throw new Error(`piece ${failsAt} is torn`);
				yield this.readCount;
			}
		} finally {
			this.isLeft = true;
		}
	}
}

/** Long enough for whatever is going to be read ahead. */
function settled(): Promise<void> {
	return new Promise(resolve => setImmediate(resolve));
}

test('pieces come in their order, one read ahead and never two', async t => {
	const source = new Source();
	const read: number[] = [];
	for await (const piece of readAhead(source.pieces(5))) {
		await settled();
		t.is(source.readCount, Math.min(piece + 1, 5));
		read.push(piece);
	}
	t.deepEqual(read, [1, 2, 3, 4, 5]);
	t.true(source.isLeft);
});

test('a piece that fails while the one before it is worked on is heard of in its turn', async t => {
	const read: number[] = [];
	const reading = (async () => {
		for await (const piece of readAhead(new Source().pieces(5, 3))) {
			await settled();
			read.push(piece);
		}
	})();
	await t.throwsAsync(reading, {message: 'piece 3 is torn'});
	t.deepEqual(read, [1, 2]);
});

test('a reader that leaves takes the source with it', async t => {
	const source = new Source();
	for await (const piece of readAhead(source.pieces(5))) if (piece === 2) break;
	t.true(source.isLeft);
	const readCount = source.readCount;
	await settled();
	t.is(source.readCount, readCount);
});

test('a source that fails as the reader fails leaves the reader’s own error', async t => {
	const reading = (async () => {
		for await (const piece of readAhead(new Source().pieces(5, 2))) {
			await settled();
			throw new Error(`the reader cannot take ${piece}`);
		}
	})();
	await t.throwsAsync(reading, {message: 'the reader cannot take 1'});
});
