/** The service screen's own state: the period to send again, and which of the refused, of the damages and of
 * the server's sentences are shown. */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import {dayAfter} from '../format.ts';
import {Pages} from './pages.ts';

export class ServiceDesk {
	readonly pages = new Pages();
	readonly damagePages = new Pages();
	readonly noticePages = new Pages();
	readonly #send: (command: Command) => void;
	readonly #from = signal('');
	readonly #to = signal('');
	#lastDay = '';

	constructor(send: (command: Command) => void) {
		this.#send = send;
	}

	get from(): ReadonlySignal<string> {
		return this.#from;
	}
	get to(): ReadonlySignal<string> {
		return this.#to;
	}

	/** Begins with the business day of today. */
	reset(businessDay: string): void {
		this.#lastDay = businessDay;
		this.#from.value = businessDay;
		this.#to.value = businessDay;
		this.pages.first();
		this.damagePages.first();
		this.noticePages.first();
	}

	/** Moves one end by days; the other end follows rather than be overtaken, and no end passes today. */
	move(end: 'from' | 'to', days: number): void {
		const day = dayAfter(end === 'from' ? this.#from.value : this.#to.value, days);
		if (day > this.#lastDay) return;
		if (end === 'from' || day < this.#from.value) this.#from.value = day;
		if (end === 'to' || day > this.#to.value) this.#to.value = day;
	}

	resend(): void {
		this.#send({do: 'resend', from: this.#from.value, to: this.#to.value});
	}
}
