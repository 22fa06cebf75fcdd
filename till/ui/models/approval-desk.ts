/** Who approves what the cashier may not do alone, and the PIN so far. */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {ApprovalScreen, ApproverView} from '../../api/approval-view.ts';
import type {Command} from '../../api/commands.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {Pages} from './pages.ts';

export class ApprovalDesk {
	readonly pin = new EntryLine(entryPatterns.pin);
	readonly pages = new Pages();
	readonly #send: (command: Command) => void;
	readonly #approver = signal<ApproverView | undefined>(undefined);

	constructor(send: (command: Command) => void) {
		this.#send = send;
	}

	get approver(): ReadonlySignal<ApproverView | undefined> {
		return this.#approver;
	}

	/** Where only one person may, that person is meant. */
	reset({approvers}: Pick<ApprovalScreen, 'approvers'>): void {
		const [only, ...others] = approvers;
		this.#approver.value = others.length === 0 ? only : undefined;
		this.pin.clear();
		this.pages.first();
	}

	choose(approver: ApproverView): void {
		this.#approver.value = approver;
		this.pin.clear();
	}

	approve(): void {
		const approver = this.#approver.value;
		if (approver?.byPin) this.#send({do: 'approve', approver: approver.id, pin: this.pin.take()});
	}
}
