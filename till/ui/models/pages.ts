/**
 * Pages instead of scrolling.
 *
 * `Pages` turns whole pages from the front (goods, people). `Tail` is the receipt's: it shows the newest rows, and
 * looks back by whole pages from the end.
 */
import {type ReadonlySignal, signal} from '@preact/signals';

export interface Page<T> {
	readonly items: readonly T[];
	readonly number: number;
	readonly count: number;
	readonly hasPrevious: boolean;
	readonly hasNext: boolean;
}

export class Pages {
	readonly #index = signal(0);

	show<T>(items: readonly T[], size: number): Page<T> {
		const count = Math.max(1, Math.ceil(items.length / size));
		const index = Math.min(this.#index.value, count - 1);
		return {
			items: items.slice(index * size, (index + 1) * size),
			number: index + 1,
			count,
			hasPrevious: index > 0,
			hasNext: index < count - 1,
		};
	}

	/** `to` counts from 1, as people do. */
	turn(to: number): void {
		this.#index.value = Math.max(0, to - 1);
	}

	first(): void {
		this.#index.value = 0;
	}
}

export interface Window<T> {
	readonly items: readonly T[];
	readonly hasEarlier: boolean;
	readonly hasLater: boolean;
}

export class Tail {
	readonly #back = signal(0);

	get back(): ReadonlySignal<number> {
		return this.#back;
	}

	show<T>(items: readonly T[], size: number): Window<T> {
		const end = Math.max(Math.min(size, items.length), items.length - this.#back.value * size);
		const start = Math.max(0, end - size);
		return {items: items.slice(start, end), hasEarlier: start > 0, hasLater: end < items.length};
	}

	earlier(): void {
		this.#back.value += 1;
	}

	later(): void {
		this.#back.value = Math.max(0, this.#back.value - 1);
	}

	newest(): void {
		this.#back.value = 0;
	}
}
