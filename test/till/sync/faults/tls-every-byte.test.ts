/**
 * A small catalogue under TLS over a cable that alters one byte: an altered byte ends its connection, or it was one that
 * means nothing to anybody. Every byte, instead of every few: `npm run soak -- --wire`.
 */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {isDeepStrictEqual} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {type Cable, layCable} from './cable.ts';
import type {CatalogueRun} from './short-exchange.ts';
import {type SmallCouch, startSmallCouch} from './small-couch.ts';
import {putTlsInFront, type TlsFront} from './tls-front.ts';

const program = fileURLToPath(new URL('programs/catalogue-loader.ts', import.meta.url));
const strideBytes = process.env['OSTOJA_WIRE_EVERY_BYTE'] === '1' ? 1 : 29;
const laneCount = 4;
const silenceMs = 1000;
/** A length that was altered leaves both ends waiting, and a busy machine may let a wait run out that nobody spoilt. */
const attemptCountMax = 12;

interface Lane {
	readonly couch: SmallCouch;
	readonly cable: Cable;
	readonly front: TlsFront;
	load(): Promise<CatalogueRun>;
}

async function openLane(t: ExecutionContext): Promise<Lane> {
	const couch = await startSmallCouch(t);
	const front = await putTlsInFront(t, couch.port);
	const cable = await layCable(t, front.port);
	const loader = fork(program, [`https://127.0.0.1:${cable.port}`, String(silenceMs)], {
		execArgv: ['--import=tsx'],
		env: {...process.env, NODE_EXTRA_CA_CERTS: front.certificateFile},
	});
	t.teardown(() => loader.kill());
	await once(loader, 'message');
	return {
		couch,
		cable,
		front,
		async load() {
			const said = once(loader, 'message');
			loader.send(attemptCountMax);
			const [run] = await said;
			return run as CatalogueRun;
		},
	};
}

test('under TLS a byte that was altered ends its connection, and the catalogue is whole at the next attempt', async t => {
	t.timeout(1_800_000);
	const lanes = await Promise.all(Array.from({length: laneCount}, () => openLane(t)));
	const lengths = await Promise.all(
		lanes.map(async ({cable, load}) => {
			// The first greeting is the longest: later ones are of acquaintances.
			await load();
			cable.plug();
			await load();
			return cable.byteCount;
		}),
	);
	// Signatures differ by a byte or two from one time to the next.
	const length = Math.min(...lengths) - 20;
	let next = 0;
	let unharmed = 0;
	const work = async ({couch, cable, front, load}: Lane) => {
		for (;;) {
			const atByte = next;
			next += strideBytes;
			if (atByte >= length) return;
			const before = front.rejectedCount;
			const bit = 1 << (atByte % 8);
			cable.plug({kind: 'alter', atByte, alter: byte => byte ^ bit});
			const {documents, attemptCount} = await load();
			if (!isDeepStrictEqual(documents, couch.catalogue)) t.deepEqual(documents, couch.catalogue, `byte ${atByte}`);
			if (!cable.struck) t.fail(`nothing happened at byte ${atByte}`);
			// A handshake that the server broke off is begun anew by the client itself, within the same attempt.
			if (attemptCount === 1 && front.rejectedCount === before) unharmed += 1;
		}
	};
	await Promise.all(lanes.map(work));
	const struckCount = Math.ceil(length / strideBytes);
	const rejectedCount = lanes.reduce((sum, {front}) => sum + front.rejectedCount, 0);
	t.log(`${length} bytes, ${struckCount} altered; ${rejectedCount} found by the server, ${unharmed} without effect`);
	t.true(rejectedCount > 0);
	t.true(unharmed < struckCount / 10);
});

test('a certificate that the till does not trust is not spoken to, and the reason says so', async t => {
	const couch = await startSmallCouch(t);
	const front = await putTlsInFront(t, couch.port);
	const {certificateFile: otherShops} = await putTlsInFront(t, couch.port);
	const loader = fork(program, [`https://127.0.0.1:${front.port}`, String(silenceMs)], {
		execArgv: ['--import=tsx'],
		env: {...process.env, NODE_EXTRA_CA_CERTS: otherShops},
	});
	t.teardown(() => loader.kill());
	await once(loader, 'message');
	const said = once(loader, 'message');
	loader.send(2);
	const [run] = await said;
	const {documents, reasons} = run as CatalogueRun;
	t.deepEqual(documents, []);
	t.regex(reasons.join('\n'), /self-signed certificate/);
});
