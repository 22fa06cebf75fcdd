/** What the server refused and what the till set aside: each in the words of the one who said no, with its code. */
import type {ServiceScreen} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {entryNumber} from '../entry-number.ts';
import {shortDate, wallTime} from '../format.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

interface Row {
	readonly id: string;
	readonly title: string;
	readonly why: string;
	readonly note: string;
}

interface RefusedCardProps {
	readonly service: ServiceScreen;
	readonly rowCount: number;
}

export function RefusedCard({service, rowCount}: RefusedCardProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {refused, setAside, sharedCodes, sharedCodeCount} = service;
	const rows: readonly Row[] = [
		...refused.map(({id, reason, refusedAt, attempts}) => ({
			id,
			title: words.service.entry(entryNumber(id) ?? 0),
			why: reason,
			note: `${id} · ${words.service.attempts(attempts, timeOf(refusedAt))}`,
		})),
		...setAside.map(({id, field, reason}) => ({
			id,
			title: words.service.setAside,
			why: reason,
			note: `${id} · ${words.service.setAsideField(field)}`,
		})),
		...sharedCodes.map(({code, products}) => ({
			id: code,
			title: words.service.sharedCode,
			why: `${code}: ${products.join(', ')}`,
			note: words.service.sharedCodes(sharedCodeCount),
		})),
	];
	const page = desk.service.pages.show(rows, rowCount);
	return (
		<div class="card">
			<h2>
				{words.service.refused}
				{refused.length > 0 && (
					<span class="need" data-testid="refused-count" data-count={refused.length}>
						<Icon name="need" />
						{words.service.waitDecision(refused.length)}
					</span>
				)}
			</h2>
			{rows.length === 0 && <p class="safe">{words.service.nothingRefused}</p>}
			<ul class="refused">
				{page.items.map(row => (
					<li key={`${row.id} ${row.why}`} data-testid={`refused-${row.id}`}>
						<b>{row.title}</b>
						<span>{row.why}</span>
						<small>{row.note}</small>
					</li>
				))}
			</ul>
			<div class="card-keys">
				<Key
					testId="refused-previous"
					kind="op"
					disabled={!page.hasPrevious}
					label={words.earlierPage}
					onPress={() => desk.service.pages.turn(page.number - 1)}
				>
					<Icon name="left" />
				</Key>
				<Key
					testId="refused-next"
					kind="op"
					disabled={!page.hasNext}
					label={words.nextPage}
					onPress={() => desk.service.pages.turn(page.number + 1)}
				>
					<Icon name="right" />
				</Key>
				<Key
					testId="retry-refused"
					kind="op"
					disabled={refused.length === 0}
					onPress={() => desk.send({do: 'retry-refused'})}
				>
					{words.service.retry}
				</Key>
			</div>
		</div>
	);
}

function timeOf(iso: string): string {
	const timeMs = Date.parse(iso);
	return `${shortDate(timeMs)} ${wallTime(timeMs)}`;
}
