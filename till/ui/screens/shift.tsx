/** The shift: what it came to so far at the left; at the right it is opened, cash is moved, and the drawer is counted. */
import type {ShiftReport, ShiftScreen as ShiftView} from '../../api/shift-view.ts';
import type {Snapshot} from '../../api/snapshot.ts';
import {cashGrosze} from '../../domain/entry.ts';
import {useDesk} from '../desk-context.ts';
import {money, zloty} from '../format.ts';
import type {CashKind} from '../models/shift-desk.ts';
import {Entry} from '../parts/entry.tsx';
import {BackKey} from '../parts/entry-keys.tsx';
import {currenciesIn, ForeignKeys} from '../parts/foreign-keys.tsx';
import {Functions} from '../parts/functions.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {ReportCard} from '../parts/report-card.tsx';
import {ShiftFacts} from '../parts/shift-facts.tsx';
import {ShiftTurnover} from '../parts/shift-turnover.tsx';
import type {ShiftWords} from '../words/shift-kinds.ts';

interface ShiftScreenProps {
	readonly snapshot: Snapshot;
	readonly view: ShiftView;
}

export function ShiftScreen({snapshot, view}: ShiftScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<>
			<main class="work">
				<ShiftFacts view={view} />
				<section class="side" aria-label={words.shift.title}>
					<Matter snapshot={snapshot} view={view} />
				</section>
			</main>
			<Functions>
				<Key testId="open-drawer" kind="op" onPress={() => desk.send({do: 'open-drawer'})}>
					{words.more.drawer}
				</Key>
			</Functions>
		</>
	);
}

function Matter({snapshot, view}: ShiftScreenProps) {
	const {shift} = useDesk();
	if (view.closed !== undefined) return <Closed snapshot={snapshot} report={view.closed} />;
	switch (view.state) {
		case 'reading':
		case 'busy':
			return <Waiting isReading={view.state === 'reading'} />;
		case 'none':
			return shift.task.value === 'counting' ? <Counting codes={[]} isOpening /> : <Opening />;
		case 'running':
			break;
	}
	const task = shift.task.value;
	switch (task) {
		case 'choosing':
			return <Choosing />;
		case 'counting':
			return <Counting codes={currenciesIn(snapshot)} isOpening={false} />;
		case 'in':
		case 'out':
			return <Moving direction={task} />;
	}
}

function Waiting({isReading}: {readonly isReading: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.shift;
	return (
		<>
			<div class="panel advice" role="status">
				<h2>{isReading ? words.reading : words.busy}</h2>
			</div>
			<Entry hint={words.title}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad main={<MainKey face={words.done} disabled onPress={() => {}} />} />
		</>
	);
}

function Opening() {
	const desk = useDesk();
	const words = desk.words.value.shift;
	const {amount, amountGrosze} = desk.shift;
	return (
		<>
			<div class="panel advice shift-float">
				<h2>{words.none}</h2>
				<p>{words.openHint}</p>
				<Key testId="count-float" onPress={() => desk.shift.turnTo('counting')}>
					{words.countFloat}
				</Key>
			</div>
			<Entry hint={words.float} typed={amount.text.value}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<AmountKeypad face={words.open} disabled={amountGrosze.value === undefined} onPress={() => desk.shift.open()} />
		</>
	);
}

interface AmountKeypadProps {
	readonly face: string;
	readonly disabled: boolean;
	readonly onPress: () => void;
}

/** The amount so far stands on the key that it is for. */
function AmountKeypad({face, disabled, onPress}: AmountKeypadProps) {
	const {amount, amountGrosze} = useDesk().shift;
	const small = amountGrosze.value === undefined ? '' : zloty(amountGrosze.value);
	return (
		<Keypad
			entry={amount}
			comma
			onClear={() => amount.clear()}
			main={<MainKey face={face} small={small} disabled={disabled} onPress={onPress} />}
		/>
	);
}

function Choosing() {
	const desk = useDesk();
	const words = desk.words.value.shift;
	return (
		<>
			<div class="shift-tasks">
				<Key testId="shift-in" onPress={() => desk.shift.turnTo('in')}>
					{words.cashIn}
				</Key>
				<Key testId="shift-out" onPress={() => desk.shift.turnTo('out')}>
					{words.cashOut}
				</Key>
				<Key testId="shift-count" onPress={() => desk.shift.turnTo('counting')}>
					{words.close}
				</Key>
			</div>
			<Entry hint={words.chooseHint}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad main={<MainKey face={words.done} onPress={() => desk.send({do: 'back'})} />} />
		</>
	);
}

function Moving({direction}: {readonly direction: 'in' | 'out'}) {
	const desk = useDesk();
	const words = desk.words.value.shift;
	const {amount, amountGrosze, reason} = desk.shift;
	const reasons = direction === 'in' ? words.reasonsIn : words.reasonsOut;
	const isReady = reason.value !== undefined && (amountGrosze.value ?? 0) > 0;
	return (
		<>
			<div class="shift-tasks">
				{reasons.map((each, index) => (
					<Key
						key={each}
						testId={`reason-${index + 1}`}
						kind="op"
						on={reason.value === each}
						onPress={() => desk.shift.chooseReason(each)}
					>
						{each}
					</Key>
				))}
			</div>
			<Entry hint={words.amountHint} typed={amount.text.value}>
				<BackKey onPress={() => desk.shift.turnTo('choosing')} />
			</Entry>
			<AmountKeypad face={words.move[direction]} disabled={!isReady} onPress={() => desk.shift.move(direction)} />
		</>
	);
}

/** The float and the drawer at the end are counted in the same way; a float is in złoty. */
function Counting({codes, isOpening}: {readonly codes: readonly string[]; readonly isOpening: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.shift;
	const {shift} = desk;
	const chosen = shift.kind.value;
	const code = shift.foreign.code.value;
	const entry = code !== undefined ? shift.foreign.amount : chosen !== undefined ? shift.count : undefined;
	return (
		<>
			<div class="shift-cash">
				{cashGrosze.map(kind => (
					<Key
						key={kind}
						testId={`cash-${kind}`}
						kind="op"
						guarded={false}
						on={kind === chosen}
						onPress={() => shift.chooseKind(kind)}
					>
						{money(kind)}
						<small>{shift.countOf(kind) === 0 ? '' : `× ${shift.countOf(kind)}`}</small>
					</Key>
				))}
				<ForeignKeys codes={codes} />
			</div>
			<Entry hint={countingHint(words, {chosen, code})} typed={entry?.text.value ?? ''}>
				<BackKey onPress={() => shift.turnTo('choosing')} />
			</Entry>
			<Keypad
				entry={entry}
				comma={code !== undefined}
				onClear={() => (code === undefined ? shift.clearKind() : shift.foreign.clearCurrency())}
				main={
					<MainKey
						face={isOpening ? words.open : words.finish}
						small={zloty(shift.countedGrosze.value)}
						disabled={entry === undefined}
						onPress={() => (isOpening ? shift.openCounted() : shift.close())}
					/>
				}
			/>
		</>
	);
}

interface Counted {
	readonly chosen: CashKind | undefined;
	readonly code: string | undefined;
}

function countingHint(words: ShiftWords, {chosen, code}: Counted): string {
	if (code !== undefined) return words.howMuchOf(code);
	return chosen === undefined ? words.countHint : words.howMany(zloty(chosen));
}

/** What comes next at the end of a day is the printers' own report. */
function Closed({snapshot, report}: {readonly snapshot: Snapshot; readonly report: ShiftReport}) {
	const desk = useDesk();
	const words = desk.words.value.shift;
	return (
		<>
			<div class="shift-end">
				<ShiftTurnover report={report} />
				<ReportCard snapshot={snapshot} />
			</div>
			<Entry hint={words.report}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad main={<MainKey face={words.done} onPress={() => desk.send({do: 'back'})} />} />
		</>
	);
}
