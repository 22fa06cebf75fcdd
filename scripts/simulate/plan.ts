/** What is going to happen around one sale, drawn from the seed before it begins. Times are the shop's own. */
import type {Random} from '../../test/till/kill/random.ts';
import type {FaultKind, LastingFault, PrinterFault} from '../../till/devices/simulated/faults.ts';
import type {PrinterStage} from '../../till/devices/simulated/printer.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import type {Rig} from './rig.ts';
import {boughtOf, drawShopping, type Shopping} from './shopping.ts';

/** From the first scan or from the payment on. */
export interface Moment {
	readonly from: 'scan' | 'payment';
	readonly afterMs: number;
}

export type Trouble =
	/** Something becomes of one command: the next of its name from then on. */
	| {
			readonly kind: 'aimed';
			readonly route: Route;
			readonly from: 'scan' | 'payment' | 'closing';
			readonly faults: readonly PrinterFault[];
	  }
	| {
			readonly kind: 'lasting';
			readonly route: Route;
			readonly fault: LastingFault;
			readonly at: Moment;
			readonly lastsMs: number;
	  }
	| {readonly kind: 'power-cut' | 'cable-cut'; readonly route: Route; readonly at: Moment; readonly lastsMs: number}
	| {readonly kind: 'till-kill'; readonly at: Moment; readonly downMs: number; readonly againAfterMs?: number}
	/** The power goes in the very middle of a write, counted from the first scan on. */
	| {readonly kind: 'till-kill-writing'; readonly write: number; readonly kept: boolean; readonly downMs: number}
	| {readonly kind: 'disk-refusal'; readonly write: number; readonly count: number; readonly kept: boolean};

export interface Plan {
	readonly shopping: Shopping;
	readonly troubles: readonly Trouble[];
	/** How long a printer that lost its power stands dark. */
	readonly darkMs: number;
}

export type CountedTrouble = FaultKind | Exclude<Trouble['kind'], 'aimed' | 'lasting' | `till-${string}`>;

type DrawTrouble = (
	random: Random,
	route: Route,
	rig: Pick<Rig, 'refusalCode' | 'askAgain'>,
	commandOf: CommandOf,
) => Trouble;
type CommandOf = Readonly<Record<PrinterStage, string>>;

export interface PlanGround {
	readonly rig: Pick<Rig, 'refusalCode' | 'askAgain' | 'lacks'>;
	readonly commandOf: CommandOf;
}

const stages = [
	'begin',
	'line',
	'deposit',
	'payment',
	'close',
	'close',
	'close',
	'close',
	'cancel',
	'evidence',
] as const;

const draws: readonly [DrawTrouble, ...DrawTrouble[]] = [
	answerSuffers,
	answerSuffers,
	answerSuffers,
	answerSuffers,
	disturbed,
	powerGoesAtCommand,
	powerGoesAtCommand,
	lasting,
	lasting,
	(random, route) => ({kind: 'power-cut', route, at: drawMoment(random), lastsMs: drawMs(random, 500, 60_000)}),
	(random, route) => ({kind: 'cable-cut', route, at: drawMoment(random), lastsMs: drawMs(random, 100, 40_000)}),
	killed,
	killed,
	random => ({
		kind: 'till-kill-writing',
		write: 1 + random.below(22),
		kept: random.chance(0.5),
		downMs: drawMs(random, 1000, 60_000),
	}),
	random => ({
		kind: 'disk-refusal',
		write: 1 + random.below(22),
		count: 1 + random.below(3),
		kept: random.chance(0.3),
	}),
];

export function drawPlan(random: Random, {rig, commandOf}: PlanGround): Plan {
	return drawTroubles(random, {rig, commandOf}, drawShopping(random, rig.lacks));
}

/** What happens while that is being sold, or while what is missing of it is printed. */
export function drawTroubles(random: Random, {rig, commandOf}: PlanGround, shopping: Shopping): Plan {
	const troubleCount = random.pick([0, 0, 0, 0, 1, 1, 1, 2, 2, 3]);
	const bought = routes.filter(route => boughtOf(shopping).some(good => good.route === route));
	const drawn = Array.from({length: troubleCount}, () => {
		const route = bought[random.below(bought.length)] ?? 'main';
		return random.pick(draws)(random, route, rig, commandOf);
	});
	const troubles = rig.lacks?.checksums ? withoutFalseTwins(drawn) : drawn;
	return {shopping, troubles, darkMs: drawMs(random, 500, 60_000)};
}

/** A wrong answer that comes twice is what no driver can tell from a right one where nothing checks it. */
function withoutFalseTwins(troubles: readonly Trouble[]): readonly Trouble[] {
	const faults = troubles.flatMap(trouble => (trouble.kind === 'aimed' ? trouble.faults : []));
	const isWrong = faults.some(({kind}) => kind === 'bad-crc');
	const comesTwice = (trouble: Trouble) =>
		trouble.kind === 'aimed' && trouble.faults.some(({kind}) => kind === 'duplicate-answer');
	return isWrong ? troubles.filter(trouble => !comesTwice(trouble)) : troubles;
}

function drawMs(random: Random, minMs: number, maxMs: number): number {
	// Short ones are as likely as long ones, whatever the scale.
	return Math.round(minMs * (maxMs / minMs) ** random.fraction());
}

function drawMoment(random: Random): Moment {
	return random.chance(0.15)
		? {from: 'scan', afterMs: random.below(8000)}
		: {from: 'payment', afterMs: random.below(2500)};
}

function answerSuffers(
	random: Random,
	route: Route,
	{refusalCode, askAgain}: Pick<Rig, 'refusalCode' | 'askAgain'>,
	commandOf: CommandOf,
): Trouble {
	const command = commandOf[random.pick(stages)];
	const kind = random.pick([
		'lose-answer-of',
		'lose-answer-of',
		'lose-command',
		'misread-command',
		'bad-crc',
		'duplicate-answer',
		'delay-answer',
		'refuse',
	] as const);
	if (kind === 'delay-answer') {
		return {kind: 'aimed', route, from: 'payment', faults: [{kind, command, delayMs: drawMs(random, 100, 60_000)}]};
	}
	if (kind === 'refuse') return {kind: 'aimed', route, from: 'payment', faults: [{kind, command, code: refusalCode}]};
	// Asked for it again, it is not heard either: then only its memory tells.
	const deaf = kind !== 'duplicate-answer' && askAgain !== undefined && random.chance(0.6);
	const silence = random.pick(['lose-answer-of', 'lose-command'] as const);
	return {
		kind: 'aimed',
		route,
		from: random.pick(['scan', 'payment', 'payment', 'closing']),
		faults: [{kind, command}, ...(deaf ? [{kind: silence, command: askAgain}] : [])],
	};
}

function powerGoesAtCommand(random: Random, route: Route, _rig: unknown, commandOf: CommandOf): Trouble {
	const kind = random.pick(['power-cut-before', 'power-cut-after'] as const);
	return {kind: 'aimed', route, from: 'payment', faults: [{kind, command: commandOf[random.pick(stages)]}]};
}

/** Something a till cannot see through, mostly together with a closing that nobody confirms. */
function disturbed(random: Random, route: Route, {askAgain}: Pick<Rig, 'askAgain'>, commandOf: CommandOf): Trouble {
	const command = commandOf[random.pick(['evidence', 'evidence', 'evidence', 'begin', 'close', 'cancel'] as const)];
	const kind = random.pick(['swap', 'memory-clear', 'report-meanwhile', 'sale-meanwhile'] as const);
	const disturbance: PrinterFault =
		kind === 'swap' ? {kind, command, uniqueNumber: `ZBF ${1000 + random.below(9_000_000)}`} : {kind, command};
	const silence = random.pick(['lose-answer-of', 'lose-command'] as const);
	const silent: PrinterFault[] = random.chance(0.8)
		? [
				{kind: silence, command: commandOf.close},
				...(askAgain === undefined ? [] : [{kind: silence, command: askAgain} as const]),
			]
		: [];
	return {kind: 'aimed', route, from: random.pick(['payment', 'closing', 'closing']), faults: [...silent, disturbance]};
}

function lasting(random: Random, route: Route): Trouble {
	const fault = random.pick(['paper-out', 'cover-open', 'busy-elsewhere', 'silent'] as const);
	return {kind: 'lasting', route, fault, at: drawMoment(random), lastsMs: drawMs(random, 200, 90_000)};
}

function killed(random: Random): Trouble {
	return {
		kind: 'till-kill',
		at: random.chance(0.25)
			? {from: 'scan', afterMs: random.below(8000)}
			: {from: 'payment', afterMs: random.below(4000)},
		downMs: drawMs(random, 1000, 60_000),
		...(random.chance(0.4) && {againAfterMs: random.below(3000)}),
	};
}
