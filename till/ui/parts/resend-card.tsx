/** A period to send again, by business days, and what came of it. */
import type {ServiceScreen} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {date} from '../format.ts';
import type {ServiceWords} from '../words/service-kinds.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

type Report = ServiceScreen['resend'];

export function ResendCard({report}: {readonly report: Report}) {
	const desk = useDesk();
	const words = desk.words.value.service;
	return (
		<div class="card">
			<h2>{words.resend}</h2>
			<div class="period">
				<Day end="from" day={desk.service.from.value} />
				<Day end="to" day={desk.service.to.value} />
				<Key testId="resend" kind="op" disabled={report?.state === 'running'} onPress={() => desk.service.resend()}>
					{words.resendKey}
				</Key>
			</div>
			<p class="safe" role="status" data-testid="resend-report" data-state={report?.state ?? 'none'}>
				{sentence(report, words)}
			</p>
		</div>
	);
}

function Day({end, day}: {readonly end: 'from' | 'to'; readonly day: string}) {
	const desk = useDesk();
	const words = desk.words.value.service;
	const name = words[end];
	return (
		<div class="day">
			<Key
				testId={`${end}-earlier`}
				kind="op"
				guarded={false}
				label={`${name}: ${words.dayEarlier}`}
				onPress={() => desk.service.move(end, -1)}
			>
				<Icon name="left" />
			</Key>
			<span>
				<small>{name}</small>
				<b data-testid={`resend-${end}`} data-day={day}>
					{date(day)}
				</b>
			</span>
			<Key
				testId={`${end}-later`}
				kind="op"
				guarded={false}
				label={`${name}: ${words.dayLater}`}
				onPress={() => desk.service.move(end, 1)}
			>
				<Icon name="right" />
			</Key>
		</div>
	);
}

function sentence(report: Report, words: ServiceWords): string {
	switch (report?.state) {
		case undefined:
			return words.resendSafe;
		case 'running':
			return words.resendRunning;
		case 'failed':
			return words.resendFailed(report.reason);
		case 'done': {
			const done = words.resendDone({
				checked: report.checkedCount,
				identical: report.identicalCount,
				fresh: report.newCount,
				different: report.differentCount,
				refused: report.refusedCount,
			});
			return report.heldFrom === undefined ? done : `${done} ${words.resendHeldFrom(date(report.heldFrom))}`;
		}
	}
}
