import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {Damage} from '../../../till/domain/damage.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {places} from '../../places.ts';
import {copyFolder, november, october, removeWhole, scribble, sellInto} from './damaged-folder.ts';
import {entryAfter} from './entries.ts';
import {temporaryFolder} from './folder.ts';
import {endingAt} from './sudden-end.ts';

const now = () => '2026-11-23T10:20:30.000Z';
const open = (dataDir: string) => openReplica({dataDir, till: 'anna', now});

/** What can be seen from outside, and the files. */
async function pictureOf({book, journal, catalogue, damages}: Replica, dataDir: string) {
	return {
		damages: damages(),
		head: book.head(),
		entries: (await book.from(1, Number.POSITIVE_INFINITY)).map(({_id, month}) => [_id, month]),
		waiting: book.counts().waiting,
		jobs: journal.unfinished(),
		cursor: catalogue.cursor(),
		products: (await catalogue.all()).length,
		aside: readdirSync(dataDir).filter(file => file.includes('.damaged-')),
		halfDone: readdirSync(dataDir).filter(file => /mending|fresh|copy/.test(file)),
	};
}

/** Opens the harmed folder, killed before one step after the other, and compares what the next start makes of it. */
async function mendsTheSame(t: ExecutionContext, folder: string, share: number): Promise<readonly Damage[]> {
	const harmed = join(folder, 'harmed');
	const undisturbed = copyFolder(harmed, join(folder, 'undisturbed'));
	const first = await open(undisturbed);
	const wanted = await pictureOf(first, undisturbed);
	await first.close();
	const {first: firstStep, step: stride} = places(share, 3);
	for (let step = 1 + firstStep; ; step += stride) {
		const dataDir = copyFolder(harmed, join(folder, 'killed'));
		const opened = await endingAt(step, () => open(dataDir));
		await opened?.close();
		const replica = await open(dataDir);
		t.deepEqual(await pictureOf(replica, dataDir), wanted, `killed before step ${step}`);
		await replica.book.append(entryAfter(replica.book.head()));
		await replica.close();
		for (const file of wanted.aside) {
			t.deepEqual(bytesOf(join(dataDir, file)), bytesOf(join(undisturbed, file)), `${file}, step ${step}`);
		}
		if (opened !== undefined) return wanted.damages;
	}
}

function bytesOf(file: string): Uint8Array {
	return new Uint8Array(readFileSync(file));
}

test.serial(
	'damaged and missing months and a damaged catalogue are mended the same way, whichever step a kill comes before',
	async t => {
		const folder = temporaryFolder(t);
		const dataDir = join(folder, 'harmed');
		await sellInto(dataDir, {octoberCount: 4, novemberCount: 8, sentCount: 5});
		scribble(join(dataDir, november), {from: 5 * 4096, bytes: 4096});
		removeWhole(dataDir, october);
		scribble(join(dataDir, 'catalogue.sqlite'), {from: 4096, bytes: 20 * 4096});
		const damages = await mendsTheSame(t, folder, 0);
		t.deepEqual(damages.map(({file, kind}) => `${file} ${kind}`).sort(), [
			'catalogue.sqlite damaged',
			`${october} missing`,
			`${november} damaged`,
		]);
	},
);

test.serial(
	'a state that is gone and a month that was over are mended the same way, whichever step a kill comes before',
	async t => {
		const folder = temporaryFolder(t);
		const dataDir = join(folder, 'harmed');
		await sellInto(dataDir, {octoberCount: 6, novemberCount: 3, sentCount: 5});
		removeWhole(dataDir, 'state.sqlite');
		scribble(join(dataDir, october), {from: 5 * 4096, bytes: 4096});
		const damages = await mendsTheSame(t, folder, 1);
		t.deepEqual(
			damages.map(({file, kind}) => `${file} ${kind}`),
			['state.sqlite missing', `${october} damaged`],
		);
	},
);

test.serial(
	'a damaged state and a month of which only the log is left are mended the same way, whichever step a kill comes before',
	async t => {
		const folder = temporaryFolder(t);
		const dataDir = join(folder, 'harmed');
		await sellInto(dataDir, {octoberCount: 2, novemberCount: 5, sentCount: 3});
		const {book, close} = await open(dataDir);
		await book.append(entryAfter(book.head()));
		const log = bytesOf(join(dataDir, `${november}-wal`));
		await close();
		removeWhole(dataDir, november);
		writeFileSync(join(dataDir, `${november}-wal`), log);
		scribble(join(dataDir, 'state.sqlite'), {from: 0, bytes: 4096});
		const damages = await mendsTheSame(t, folder, 2);
		t.deepEqual(
			damages.map(({file, kind, salvagedCount}) => `${file} ${kind} ${salvagedCount}`),
			['state.sqlite damaged 3', `${november} missing 4`],
		);
	},
);
