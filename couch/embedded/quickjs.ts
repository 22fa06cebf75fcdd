/**
 * The functions of a design document, run in QuickJS as CouchDB runs them: the single door to `quickjs-emscripten`.
 *
 *   const sandbox = await openSandbox(designDocument);
 *   const validate = sandbox.compile(designDocument.validate_doc_update);      once
 *   sandbox.call(validate, [newDoc, oldDoc, userCtx, secObj]);                 per document
 *   sandbox.dispose();
 *
 * A sandbox has no clock but `Date`, no files and no network. A call that takes longer than its time or more memory
 * than its share ends with `stopped`; after that the sandbox is spent and every further call is refused the same way.
 * Values cross as JSON text, which is quicker than handle by handle and keeps the two heaps apart.
 */
import {getQuickJS, type QuickJSContext, type QuickJSHandle, type QuickJSRuntime} from 'quickjs-emscripten';
import {DocumentFeed} from './document-feed.ts';
import {prelude} from './quickjs-prelude.ts';

export interface SandboxLimits {
	readonly timeoutMs: number;
	readonly memoryBytesMax: number;
}

const limitsUsual: SandboxLimits = {timeoutMs: 5000, memoryBytesMax: 64 * 1024 * 1024};

/** What became of a call. */
export type Outcome =
	| {readonly kind: 'returned'; readonly value: unknown; readonly log: readonly string[]}
	/** It threw something of its own making, such as `{forbidden: 'no'}`. */
	| {readonly kind: 'thrown'; readonly value: unknown; readonly log: readonly string[]}
	/** It threw an Error: most often a mistake in the function. */
	| {readonly kind: 'failed'; readonly name: string; readonly message: string; readonly log: readonly string[]}
	| {readonly kind: 'stopped'; readonly reason: string};

/** What a map emitted for one document. */
export type Emitted = readonly (readonly [key: unknown, value: unknown])[];

/** For each document, from the first on, what each of the maps emitted. */
export type MapOutcome =
	| {readonly kind: 'mapped'; readonly documents: readonly (readonly Emitted[])[]}
	| {readonly kind: 'stopped'; readonly reason: string};

// An answer is a text of so many characters and what one more document adds to them.
const answerLengthMax = 1_000_000;

declare const compiled: unique symbol;
/** A compiled function of one sandbox. */
export type Compiled = number & {readonly [compiled]: true};

export class CompilationError extends Error {}

/** `designDocument` is what `require` looks into and what `this` is inside a `function`. */
export async function openSandbox(designDocument: object, limits: SandboxLimits = limitsUsual): Promise<Sandbox> {
	const quickJs = await getQuickJS();
	return new Sandbox(quickJs.newRuntime(), designDocument, limits);
}

export class Sandbox {
	readonly #runtime: QuickJSRuntime;
	readonly #context: QuickJSContext;
	readonly #limits: SandboxLimits;
	readonly #feed = new DocumentFeed();
	#deadline = 0;
	#spent: string | undefined;

	constructor(runtime: QuickJSRuntime, designDocument: object, limits: SandboxLimits) {
		this.#runtime = runtime;
		this.#limits = limits;
		runtime.setMemoryLimit(limits.memoryBytesMax);
		runtime.setMaxStackSize(256 * 1024);
		runtime.setInterruptHandler(() => Date.now() > this.#deadline);
		this.#context = runtime.newContext();
		this.#deadline = Date.now() + limits.timeoutMs;
		this.#offerDocuments();
		this.#context.unwrapResult(this.#context.evalCode(prelude, 'prelude.js')).dispose();
		this.#ask('__setDesignDocument', [JSON.stringify(designDocument)]);
	}

	/** Throws a CompilationError for a source that is not a function. */
	compile(source: string): Compiled {
		const outcome = this.#ask('__compile', [source]);
		if (outcome.kind === 'returned') {
			return outcome.value as Compiled;
		}
		throw new CompilationError(outcome.kind === 'failed' ? outcome.message : 'The source could not be evaluated.');
	}

	call(compiled: Compiled, args: readonly unknown[]): Outcome {
		return this.#ask('__call', [compiled, JSON.stringify(args)]);
	}

	/**
	 * Runs documents, each a JSON text, through several maps; every one of them has the whole of the time.
	 *
	 * When much was emitted, the answer is for the first of the documents only; for one at least.
	 */
	map(compiled: readonly Compiled[], documents: readonly string[]): MapOutcome {
		this.#feed.begin(documents);
		try {
			const outcome = this.#ask('__map', [JSON.stringify(compiled), answerLengthMax]);
			if (outcome.kind === 'returned') {
				return {kind: 'mapped', documents: JSON.parse(String(outcome.value)) as (readonly Emitted[])[]};
			}
			return {kind: 'stopped', reason: outcome.kind === 'stopped' ? outcome.reason : 'The maps did not come back.'};
		} finally {
			this.#feed.end();
		}
	}

	dispose(): void {
		this.#spent = 'The sandbox was disposed of.';
		if (this.#context.alive) {
			this.#context.dispose();
			this.#runtime.dispose();
		}
	}

	#offerDocuments(): void {
		const context = this.#context;
		const offer = (name: string, read: (...args: readonly QuickJSHandle[]) => string | undefined) => {
			const answer = (text: string | undefined) => (text === undefined ? context.undefined : context.newString(text));
			const handle = context.newFunction(name, (...args) => answer(read(...args)));
			context.setProp(context.global, name, handle);
			handle.dispose();
		};
		offer('__nextDocument', () => {
			this.#deadline = Date.now() + this.#limits.timeoutMs;
			return this.#feed.next();
		});
		offer('__member', (number, name) => {
			return number === undefined || name === undefined
				? undefined
				: this.#feed.member(context.getNumber(number), context.getString(name));
		});
	}

	#ask(name: string, args: readonly (string | number)[]): Outcome {
		if (this.#spent !== undefined) {
			return {kind: 'stopped', reason: this.#spent};
		}
		this.#deadline = Date.now() + this.#limits.timeoutMs;
		const context = this.#context;
		const handles: QuickJSHandle[] = [];
		const keep = (handle: QuickJSHandle) => {
			handles.push(handle);
			return handle;
		};
		try {
			const callee = keep(context.getProp(context.global, name));
			const values = args.map(arg => keep(typeof arg === 'number' ? context.newNumber(arg) : context.newString(arg)));
			const result = context.callFunction(callee, context.undefined, ...values);
			if (result.error !== undefined) {
				const reason = JSON.stringify(context.dump(keep(result.error)));
				this.#spent = reason;
				return {kind: 'stopped', reason};
			}
			return read(context.getString(keep(result.value)));
		} finally {
			for (const handle of handles) {
				handle.dispose();
			}
		}
	}
}

interface Answer {
	readonly value?: unknown;
	readonly thrown?: unknown;
	readonly error?: {readonly name: string; readonly message: string};
	readonly log?: readonly string[];
}

function read(text: string): Outcome {
	const answer = JSON.parse(text) as Answer;
	const {log = []} = answer;
	if (answer.error !== undefined) {
		return {kind: 'failed', ...answer.error, log};
	}
	return 'thrown' in answer
		? {kind: 'thrown', value: answer.thrown, log}
		: {kind: 'returned', value: answer.value, log};
}
