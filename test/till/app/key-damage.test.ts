/** A till that signs with another key than it did: selling goes on, and somebody is told, whenever it was killed. */
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {deviceStates} from '../../../till/app/device-states.ts';
import {noteKeyDamage} from '../../../till/app/key-damage.ts';
import {openTillKey, tillKeyFile} from '../../../till/app/till-key.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {entryAfter} from '../replica/entries.ts';
import {temporaryFolder} from '../replica/folder.ts';

class Folder {
	readonly path: string;
	readonly keyFile: string;
	readonly log: string[] = [];
	readonly #t: ExecutionContext;
	#startCount = 0;

	constructor(t: ExecutionContext) {
		this.#t = t;
		this.path = temporaryFolder(t);
		mkdirSync(this.path, {recursive: true});
		this.keyFile = join(this.path, tillKeyFile);
	}

	/** A till as far as its key, its book and what it tells; it has told when this resolves. */
	async start() {
		const replica = await openReplica({dataDir: this.path, till: 'anna', tell: sentence => this.log.push(sentence)});
		const key = openTillKey(this.keyFile);
		this.#startCount += 1;
		await noteKeyDamage({replica, key, now: `2026-11-23T1${this.#startCount}:00:00.000Z`});
		let stopping: Promise<void> | undefined;
		const stop = () => {
			stopping ??= replica.close();
			return stopping;
		};
		this.#t.teardown(stop);
		return {
			key,
			replica,
			stop,
			told: () => replica.damages().map(({file, kind, detail}) => ({file, kind, detail})),
			async sell() {
				const entry = entryAfter(replica.book.head());
				await replica.book.append({...entry, signature: key.sign(entry.digest)});
			},
		};
	}

	/** A till that sold so much and was stopped. */
	async sell(count: number): Promise<void> {
		const till = await this.start();
		for (let sold = 0; sold < count; sold++) await till.sell();
		await till.stop();
	}
}

test('a till that lost its key signs with a new one and says so until somebody has seen it', async t => {
	const folder = new Folder(t);
	await folder.sell(3);
	const before = openTillKey(folder.keyFile).publicKey;
	rmSync(folder.keyFile);
	const till = await folder.start();
	t.not(till.key.publicKey, before);
	const detail = `entry 3 was signed with another key than …${till.key.publicKey.slice(-12)}`;
	const damage = {file: 'till-key.pem', kind: 'replaced', detail} as const;
	t.deepEqual(till.told(), [damage]);
	t.regex(
		folder.log.at(-1) ?? '',
		/^till-key\.pem is replaced \(entry 3 .+\); entries are signed with the key that is there now/,
	);
	t.deepEqual(deviceStates({printers: []}, till.replica.damages()), {key: 'replaced'}, 'the office reads it');
	await till.sell();
	await till.stop();
	const next = await folder.start();
	t.deepEqual(next.told(), [damage], 'once, and still there when the new key has signed');
	next.replica.acknowledgeDamages('Halina');
	t.deepEqual(deviceStates({printers: []}, next.replica.damages()), {});
	await next.stop();
	const later = await folder.start();
	t.like(later.replica.damages(), [{...damage, acknowledged: {by: 'Halina'}}]);
});

test('a till killed after it made the new key, and before it told, tells at the next start', async t => {
	const folder = new Folder(t);
	await folder.sell(1);
	rmSync(folder.keyFile);
	openTillKey(folder.keyFile);
	const till = await folder.start();
	t.like(till.told(), [{file: 'till-key.pem', kind: 'replaced'}]);
	await till.stop();
	t.is((await folder.start()).told().length, 1);
});

test('a key of another machine, and a former one that was put back, are told as well', async t => {
	const [folder, other] = [new Folder(t), new Folder(t)];
	await folder.sell(2);
	const former = join(folder.path, 'former.pem');
	renameSync(folder.keyFile, former);
	openTillKey(other.keyFile);
	renameSync(other.keyFile, folder.keyFile);
	const first = await folder.start();
	t.is(first.told().length, 1);
	await first.sell();
	await first.stop();
	renameSync(former, folder.keyFile);
	const second = await folder.start();
	t.deepEqual(
		second.told().map(({detail}) => detail.slice(0, 7)),
		['entry 2', 'entry 3'],
	);
});

test('a file that holds no key is set aside, and the till sells on', async t => {
	const folder = new Folder(t);
	await folder.sell(1);
	for (const setAside of ['till-key.damaged-1.pem', 'till-key.damaged-2.pem']) {
		writeFileSync(folder.keyFile, '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n');
		const till = await folder.start();
		t.is(till.replica.damages().at(-1)?.setAside, setAside);
		await till.sell();
		await till.stop();
	}
});

test('a till with its own key, and a new one that has sold nothing, have nothing to tell', async t => {
	const folder = new Folder(t);
	const till = await folder.start();
	t.deepEqual(till.told(), []);
	await till.sell();
	await till.stop();
	t.deepEqual((await folder.start()).told(), []);
	t.deepEqual(folder.log, []);
});
