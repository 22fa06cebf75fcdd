/** The views of one design document: their file, the build that keeps it up to date, and how they are reduced. */
import {join} from 'node:path';
import type {Database} from './database.ts';
import {type Compiled, openSandbox, type Sandbox} from './quickjs.ts';
import {ViewBuild} from './view-build.ts';
import {type Entry, type Range, ViewFile} from './view-file.ts';
import type {DesignDocument} from './views.ts';

export class ViewIndex {
	/** The one it was opened for; others with the same views share it. */
	readonly designId: string;
	/** It is asked by `_find` only. */
	readonly isMango: boolean;
	readonly build: ViewBuild;
	readonly #file: ViewFile;
	readonly #sandbox: Sandbox;
	readonly #names: readonly string[];
	readonly #reduces: ReadonlyMap<string, string | Compiled>;

	static async open(database: Database, design: DesignDocument, folder: string, signature: string): Promise<ViewIndex> {
		return new ViewIndex(database, design, join(folder, `${signature}.sqlite`), await openSandbox(design));
	}

	private constructor(database: Database, design: DesignDocument, file: string, sandbox: Sandbox) {
		this.#sandbox = sandbox;
		this.designId = String(design['_id']);
		this.isMango = design['language'] === 'query';
		const views = Object.entries(design.views).flatMap(([name, {map, reduce}]) =>
			map === undefined ? [] : [{name, map, reduce}],
		);
		this.#names = views.map(({name}) => name);
		this.#reduces = new Map(
			views.flatMap(({name, reduce}) =>
				reduce === undefined ? [] : [[name, reduce.startsWith('_') ? reduce : sandbox.compile(reduce)] as const],
			),
		);
		this.#file = new ViewFile(file);
		this.build = new ViewBuild({database, file: this.#file, design, maps: views.map(({map}) => map)});
	}

	has(view: string): boolean {
		return this.#names.includes(view);
	}

	/** The name of a built-in function or one of the design document's own. */
	reduceOf(view: string): string | Compiled | undefined {
		return this.#reduces.get(view);
	}

	get sandbox(): Sandbox {
		return this.#sandbox;
	}

	sequence(): number {
		return this.#file.sequence();
	}

	count(view: string): number {
		return this.#file.count(this.#names.indexOf(view));
	}

	/** How many entries come before the range. */
	offset(view: string, range: Pick<Range, 'from' | 'descending'>): number {
		return this.#file.offset(this.#names.indexOf(view), range);
	}

	read(view: string, range: Range): readonly Entry[] {
		return this.#file.read(this.#names.indexOf(view), range);
	}

	async close(): Promise<void> {
		await this.build.close();
		this.#sandbox.dispose();
		await this.#file.close();
	}

	async remove(): Promise<void> {
		await this.build.close();
		this.#sandbox.dispose();
		await this.#file.destroy();
	}
}
