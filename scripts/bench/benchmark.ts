/**
 * What a benchmark is given and what it gives back.
 *
 * A benchmark is one file with one constant of type `Benchmark`; `scripts/bench.ts` lists them. It measures each side in
 * a process of its own (`side.ts`) and says ratios first, because figures of two machines, or of one machine on two
 * days, compare badly.
 */
import type {PrinterProtocol} from './print-slips.ts';
import type {BenchServer, BenchShop, ShopOptions} from './server.ts';
import type {StockStack} from './stock.ts';

export interface BenchContext {
	readonly server: BenchServer;
	/** The long form was asked for. */
	readonly full: boolean;
	/** Of the printer, where a benchmark is asked for one of them. */
	readonly protocol?: PrinterProtocol;
	/** Only whether it works is to be seen: a few of everything, figures that mean nothing. */
	readonly smoke: boolean;
	/** Databases of its own, provisioned, removed afterwards. */
	openShop(options?: ShopOptions): Promise<BenchShop>;
	/** An empty folder, removed afterwards. */
	openFolder(): string;
	/** PouchDB as it comes, installed at the first call. */
	stock(): Promise<StockStack>;
	/** Runs when the benchmark is over, the last one first. */
	defer(task: () => unknown): void;
	/** What is being done now, for whoever waits. */
	say(text: string): void;
}

/** A line of the table. */
export interface Row {
	readonly measure: string;
	readonly ours: string;
	readonly stock?: string;
	/** How many times better ours is. */
	readonly ratio?: number;
	/** What is to be reached, in words, and whether it was; absent where nothing was asked. */
	readonly reach?: {readonly target: string; readonly reached: boolean};
}

export interface Result {
	readonly rows: readonly Row[];
	/** The figures of the JSON line. */
	readonly figures: Readonly<Record<string, unknown>>;
	/** How it was measured, and what bounds what was not reached: a sentence each. */
	readonly notes: readonly string[];
}

export interface Benchmark {
	readonly name: string;
	/** What is measured, in a sentence. */
	readonly title: string;
	run(context: BenchContext): Promise<Result>;
}
