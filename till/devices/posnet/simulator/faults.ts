/** What may go wrong with the simulated printer, by name. */
export type PosnetFault =
	/** These last until they are cleared. */
	| {readonly kind: 'paper-out' | 'cover-open'}
	/** Hears nothing, does nothing, says nothing. */
	| {readonly kind: 'silent'}
	/** These happen once, to the next command of that name. */
	| {readonly kind: 'lose-command' | 'misread-command'; readonly command: string}
	| {readonly kind: 'lose-answer-of' | 'duplicate-answer' | 'bad-crc'; readonly command: string}
	| {readonly kind: 'delay-answer'; readonly command: string; readonly delayMs: number}
	/** Refused with a device code, for what the simulator does not get into by itself. */
	| {readonly kind: 'refuse'; readonly command: string; readonly code: number}
	| {readonly kind: 'power-cut-before' | 'power-cut-after'; readonly command: string};

export type FaultKind = PosnetFault['kind'];

export interface Faults {
	set(fault: PosnetFault): void;
	/** Of one kind, or all. */
	clear(kind?: FaultKind): void;
	has(kind: 'paper-out' | 'cover-open' | 'silent'): boolean;
	/** Takes the next fault of a kind that waits for this command. */
	take<K extends Extract<PosnetFault, {command: string}>['kind']>(
		kind: K,
		command: string,
	): Extract<PosnetFault, {kind: K}> | undefined;
	list(): readonly PosnetFault[];
}

export function createFaults(): Faults {
	let faults: PosnetFault[] = [];
	return {
		set(fault) {
			faults.push(fault);
		},
		clear(kind) {
			faults = kind === undefined ? [] : faults.filter(fault => fault.kind !== kind);
		},
		has: kind => faults.some(fault => fault.kind === kind),
		take<K extends FaultKind>(kind: K, command: string) {
			const index = faults.findIndex(fault => fault.kind === kind && 'command' in fault && fault.command === command);
			if (index === -1) return undefined;
			const [fault] = faults.splice(index, 1);
			return fault as Extract<PosnetFault, {kind: K}> | undefined;
		},
		list: () => [...faults],
	};
}
