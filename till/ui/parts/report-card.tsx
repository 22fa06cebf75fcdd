/** The daily report: one key for all printers, and what came of it on each of them. */
import type {Snapshot} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {isReporting, reportText} from './finding-card.tsx';
import {Key} from './key.tsx';
import {ParkedNote} from './parked-note.tsx';

export function ReportCard({snapshot: {day, printers, sale}}: {readonly snapshot: Snapshot}) {
	const desk = useDesk();
	const words = desk.words.value;
	const numberOf = (route: string) => printers.find(printer => printer.route === route)?.number ?? 1;
	const mayReport = !isReporting(day) && sale.lines.length === 0;
	return (
		<div class="card report" data-testid="report-card">
			<h2>{words.day.report}</h2>
			<div class="reports">
				<ul>
					{day.reports.length === 0 && <li>{words.day.reportHint}</li>}
					{day.reports.map(report => (
						<li key={report.route} data-testid={`report-${report.route}`} data-state={report.state} role="status">
							{reportText(report, numberOf(report.route), words)}
						</li>
					))}
				</ul>
				<Key testId="daily-report" kind="op" disabled={!mayReport} onPress={() => desk.send({do: 'daily-report'})}>
					{words.day.reportKey}
				</Key>
			</div>
			<ParkedNote />
		</div>
	);
}
