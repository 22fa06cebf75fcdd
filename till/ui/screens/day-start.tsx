/** Before the first sale of a day: what stops it, what to do about each, and a key to look again. */
import type {Snapshot} from '../../api/snapshot.ts';
import type {Finding} from '../../domain/day-start.ts';
import {useDesk} from '../desk-context.ts';
import {Say} from '../parts/entry.tsx';
import {FindingCard} from '../parts/finding-card.tsx';
import {Functions} from '../parts/functions.tsx';
import {Key} from '../parts/key.tsx';
import {Pager} from '../parts/pager.tsx';

const rowCount = 4;

export function DayStartScreen({snapshot: {day, printers}}: {readonly snapshot: Snapshot}) {
	const desk = useDesk();
	const words = desk.words.value;
	const page = desk.findingPages.show(day.findings, rowCount);
	const numberOf = (route: string) => printers.find(printer => printer.route === route)?.number ?? 1;
	return (
		<>
			<main class="work whole">
				<section class="day-start" aria-label={words.day.title}>
					<header>
						<h1>{words.day.title}</h1>
						{page.count > 1 && (
							<div class="turn">
								<Pager name="findings" page={page} pages={desk.findingPages} />
							</div>
						)}
					</header>
					<ul role="alert">
						{page.items.map(finding => (
							<FindingCard
								key={nameOf(finding)}
								finding={finding}
								number={'route' in finding ? numberOf(finding.route) : 1}
								day={day}
							/>
						))}
					</ul>
				</section>
			</main>
			<Functions>
				<p class="say short">
					<Say hint="" />
				</p>
				<Key testId="open-service" kind="op" onPress={() => desk.send({do: 'open-service'})}>
					{words.more.service}
				</Key>
				<Key testId="log-out" kind="op" onPress={() => desk.send({do: 'log-out'})}>
					{words.day.logOut}
				</Key>
				<Key testId="check-day" kind="op" hotkeys="F1" onPress={() => desk.send({do: 'check-day'})}>
					{words.day.checkAgain}
				</Key>
			</Functions>
		</>
	);
}

/** A printer may have several blocks and warnings. */
function nameOf(finding: Finding): string {
	const route = 'route' in finding ? finding.route : '';
	const which = finding.code === 'blocked' ? finding.block : finding.code === 'warned' ? finding.warning : '';
	return [finding.code, route, which].join(' ');
}
