/** One thing that stops the day or will before long: what it is, its facts, what to do, and the keys for it. */
import type {ComponentChildren} from 'preact';
import type {DailyReportView, DayView} from '../../api/day-view.ts';
import {type Finding, isAboutClock, weightOf} from '../../domain/day-start.ts';
import {useDesk} from '../desk-context.ts';
import {date, tied} from '../format.ts';
import type {DayWords} from '../words/day-kinds.ts';
import type {Words} from '../words/kinds.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';
import {troubleOf} from './printing-advice.tsx';

export interface FindingText {
	readonly what: string;
	readonly facts: string;
	readonly toDo: string;
}

export function findingText(finding: Finding, number: number, words: DayWords): FindingText {
	return {what: words.what[finding.code](number), facts: factsOf(finding, words), toDo: toDoOf(finding, words)};
}

function toDoOf(finding: Finding, words: DayWords): string {
	switch (finding.code) {
		case 'blocked':
			return words.toDoBlocked[finding.block];
		case 'warned':
			return words.toDoWarned[finding.warning];
		default:
			return words.toDo[finding.code];
	}
}

function factsOf(finding: Finding, words: DayWords): string {
	switch (finding.code) {
		case 'another-printer':
			return words.numbers(finding.former, finding.printer);
		case 'vat-differs':
			return words.letters(finding.letters.join(', '));
		case 'clock-month':
		case 'clock-apart':
			return words.clocks(...timesOf(finding.tillTime, finding.printerTime));
		case 'clock-behind-book':
			return words.bookClock(...timesOf(finding.tillTime, finding.bookTime));
		case 'report-due':
			return finding.since === undefined ? '' : words.unreported(date(finding.since));
		case 'blocked':
			return words.blocks[finding.block];
		case 'warned':
			return words.warnings[finding.warning];
		case 'left-open':
		case 'no-answer':
			return '';
	}
}

/** Of two local wall times the day is said where it differs. */
function timesOf(one: string, other: string): readonly [string, string] {
	const isOneDay = one.slice(0, 10) === other.slice(0, 10);
	const text = (time: string) => (isOneDay ? time.slice(11) : `${date(time.slice(0, 10))} ${time.slice(11)}`);
	return [text(one), text(other)];
}

interface FindingCardProps {
	readonly finding: Finding;
	readonly number: number;
	readonly day: DayView;
}

export function FindingCard({finding, number, day}: FindingCardProps) {
	const desk = useDesk();
	const words = desk.words.value.day;
	const {what, facts, toDo} = findingText(finding, number, words);
	const isClockSet = isAboutClock(finding) && day.isPrinterClockRight;
	const report = day.reports.find(({route}) => 'route' in finding && route === finding.route);
	return (
		<li
			class={`panel finding ${weightOf[finding.code] === 'stops' ? 'stop' : 'calm'}`}
			data-testid={`finding-${finding.code}${'route' in finding ? `-${finding.route}` : ''}`}
		>
			<Icon name="need" />
			<div>
				<b>{tied(what)}</b>
				{facts !== '' && <p>{facts}</p>}
				<p class="to-do">{tied(isClockSet ? words.setTillClock : toDo)}</p>
				{finding.code === 'report-due' && report !== undefined && (
					<p class="to-do" role="status">
						{reportText(report, number, desk.words.value)}
					</p>
				)}
			</div>
			<FindingKeys finding={finding} isReporting={isReporting(day)} />
		</li>
	);
}

function FindingKeys({finding, isReporting}: {readonly finding: Finding; readonly isReporting: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.day;
	const place = 'route' in finding ? finding.route : 'book';
	const keys = (children: ComponentChildren) => <div class="finding-keys">{children}</div>;
	switch (finding.code) {
		case 'another-printer': {
			const {route, printer} = finding;
			return keys(
				<Key
					testId={`confirm-printer-${route}`}
					kind="op"
					onPress={() => desk.send({do: 'confirm-printer', route, printer})}
				>
					{words.newPrinter}
				</Key>,
			);
		}
		case 'clock-month':
		case 'clock-apart':
		case 'clock-behind-book':
			return keys(
				<>
					<Key
						testId={`till-is-right-${place}`}
						kind="op"
						onPress={() => desk.send({do: 'confirm-clock', right: 'till'})}
					>
						{words.tillIsRight}
					</Key>
					<Key
						testId={`printer-is-right-${place}`}
						kind="op"
						onPress={() => desk.send({do: 'confirm-clock', right: 'printer'})}
					>
						{words.printerIsRight}
					</Key>
				</>,
			);
		case 'report-due':
			return keys(
				<Key testId="daily-report" kind="op" disabled={isReporting} onPress={() => desk.send({do: 'daily-report'})}>
					{words.reportKey}
				</Key>,
			);
		default:
			return null;
	}
}

export function isReporting({reports}: DayView): boolean {
	return reports.some(({state}) => state === 'running' || state === 'asking');
}

/** What came of a printer's daily report, with the printer's number. */
export function reportText({state, reportNumber, code, detail}: DailyReportView, number: number, words: Words): string {
	if (state === 'refused') {
		const said = detail === undefined || detail === '' ? [] : [words.printing.deviceSays(detail)];
		return [troubleOf(code ?? 'other', words.printing).what(number), ...said].join('. ');
	}
	const isNumbered = state === 'printed' && reportNumber !== undefined;
	const what = isNumbered ? words.day.reportNumber(reportNumber) : words.day.reportState[state];
	return `${words.devices.printer(number)}: ${what}`;
}
