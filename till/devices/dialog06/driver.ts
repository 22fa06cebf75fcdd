/**
 * A checkout scale that speaks Dialog 06.
 *
 *   price ──ACK──► ENQ ──02──► weighing
 *     │             └──NAK──► 08 ──09──► the reason why there is none
 *     ├──NAK──► 08 ──09──► the reason
 *     └──11 2ZZ──► 10 ──ACK──► ENQ ──11 1──► price again
 *                                 └──11 0──► price again; a second time: blocked
 *
 * After every answer of the scale the till says EOT, and after a moving scale the next attempt only asks for the
 * result again. Nothing that was said before a question counts as its answer.
 */
import {fail, type Result} from '../../domain/result.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {Scale, ScaleFault, Weighing} from '../scale.ts';
import type {Transport} from '../transport.ts';
import {type ChecksumProof, publicPolynomial} from './checksum.ts';
import * as commands from './commands.ts';
import {createSignalReader, type Signal} from './frame.ts';

const answerTimeoutMsUsual = 500;
/** A rejected proof is tried once more, then the scale is taken for blocked. */
const provingsMax = 2;

type Heard = Result<commands.Answer, ScaleFault>;

export function createDialog06Scale(options: {
	readonly transport: Transport;
	readonly clock?: Clock;
	readonly answerTimeoutMs?: number;
	readonly proof?: ChecksumProof;
}): Scale {
	const {transport, clock = systemClock, answerTimeoutMs = answerTimeoutMsUsual} = options;
	const proof = options.proof ?? {programChecksum: 0, polynomial: publicPolynomial};
	let read = createSignalReader({eotEndsRecord: true});
	let waiting: ((heard: Heard) => void) | undefined;
	/** The price record the scale has accepted and not yet answered with a weight. */
	let priced: string | undefined;
	let lastTurn: Promise<unknown> = Promise.resolve();

	transport.onBytes(bytes => {
		for (const signal of read(bytes)) hear(signal);
	});
	transport.onState(connected => {
		priced = undefined;
		if (!connected) waiting?.(fail({code: 'not-connected', detail: 'the connection was lost'}));
	});

	function hear(signal: Signal): void {
		if (waiting === undefined || signal.kind === 'eot') return;
		transport.write(commands.acknowledge);
		waiting({ok: true, value: commands.answerIn(signal)});
	}

	function ask(request: Uint8Array): Promise<Heard> {
		read = createSignalReader({eotEndsRecord: true});
		return new Promise(resolve => {
			const giveUp = clock.after(answerTimeoutMs, () => settle(fail({code: 'silent', detail: 'no answer came'})));
			function settle(heard: Heard): void {
				giveUp();
				waiting = undefined;
				resolve(heard);
			}
			waiting = settle;
			if (!transport.write(request)) settle(fail({code: 'not-connected', detail: 'no connection'}));
		});
	}

	async function reason(): Promise<ScaleFault> {
		const heard = await ask(commands.askStatus);
		if (!heard.ok) return heard.fault;
		return heard.value.is === 'status' ? commands.faultOfStatus(heard.value.code) : unexpected(heard.value);
	}

	async function result(goods: commands.Goods, key: string): Promise<Result<Weighing, ScaleFault>> {
		priced = undefined;
		const heard = await ask(commands.askResult);
		if (!heard.ok) return heard;
		if (heard.value.is === 'result') return commands.weighingIn(heard.value.fields, goods);
		if (heard.value.is !== 'rejected') return fail(unexpected(heard.value));
		const fault = await reason();
		if (fault.code === 'moving') priced = key;
		return fail(fault);
	}

	/** True when the scale accepted the proof, or is willing to be asked again. */
	async function provide(challenge: string): Promise<Result<boolean, ScaleFault>> {
		const taken = await ask(commands.prove(proof, challenge));
		if (!taken.ok) return taken;
		if (taken.value.is !== 'accepted') return fail(unexpected(taken.value));
		const verdict = await ask(commands.askResult);
		if (!verdict.ok) return verdict;
		if (verdict.value.is !== 'verdict') return fail(unexpected(verdict.value));
		return {ok: true, value: verdict.value.valid};
	}

	async function attempt(goods: commands.Goods): Promise<Result<Weighing, ScaleFault>> {
		if (goods.priceGrosze > commands.priceGroszeMax || goods.tareGrams > commands.tareGramsMax) {
			return fail({code: 'protocol', detail: 'the scale has no room for this price or tare'});
		}
		const request = commands.setPrice(goods);
		const key = request.join();
		if (priced === key) return result(goods, key);
		for (let provings = 0; ; provings++) {
			const heard = await ask(request);
			if (!heard.ok) return heard;
			const answer = heard.value;
			if (answer.is === 'accepted') return result(goods, key);
			if (answer.is === 'rejected') return fail(await reason());
			if (answer.is !== 'challenge') return fail(unexpected(answer));
			if (provings === provingsMax) return fail({code: 'blocked', detail: 'the scale does not accept the proof'});
			const proven = await provide(answer.digits);
			if (!proven.ok) return proven;
		}
	}

	return {
		weigh(goods) {
			const turn = lastTurn.then(
				() => attempt(goods),
				() => attempt(goods),
			);
			lastTurn = turn;
			return turn;
		},
		connected: () => transport.connected,
		stop: () => transport.stop(),
	};
}

function unexpected(answer: commands.Answer): ScaleFault {
	const detail = answer.is === 'nonsense' ? answer.detail : answer.is;
	return {code: 'protocol', detail: `unexpected answer: ${detail}`};
}
