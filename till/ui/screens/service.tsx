/** Service: what is still to send, what the server refused, a period to send again, the devices, the daily report. */
import type {ServiceScreen as Service, Snapshot} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {entryNumber} from '../entry-number.ts';
import {shortDate, wallTime} from '../format.ts';
import {DamageCard} from '../parts/damage-card.tsx';
import {DeviceCard} from '../parts/device-card.tsx';
import {Say} from '../parts/entry.tsx';
import {Functions} from '../parts/functions.tsx';
import {Key} from '../parts/key.tsx';
import {catalogueAge} from '../parts/link-cell.tsx';
import {RefusedCard} from '../parts/refused-card.tsx';
import {ReportCard} from '../parts/report-card.tsx';
import {ResendCard} from '../parts/resend-card.tsx';
import {ServerNoticeCard} from '../parts/server-notice.tsx';

interface ServiceScreenProps {
	readonly snapshot: Snapshot;
	readonly service: Service;
}

export function ServiceScreen({snapshot, service}: ServiceScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {notice} = snapshot.link;
	return (
		<>
			<main class="work whole">
				<section class="office" aria-label={words.service.title}>
					<div class={`column wide ${notice === undefined ? '' : 'with-notice'}`}>
						<OutboxCard snapshot={snapshot} service={service} />
						{notice !== undefined && <ServerNoticeCard notice={notice} />}
						<RefusedCard service={service} rowCount={notice === undefined ? 3 : 1} />
						<ResendCard report={service.resend} />
					</div>
					<div class={`column ${service.damages.length > 0 ? 'with-files' : ''}`}>
						{service.damages.length > 0 && <DamageCard damages={service.damages} />}
						<DeviceCard devices={service.devices} />
						<ReportCard snapshot={snapshot} />
						{/* Where there is no room for everything, versions are what nobody misses. */}
						{service.damages.length === 0 && <VersionsCard snapshot={snapshot} service={service} />}
					</div>
				</section>
			</main>
			<Functions>
				<p class="say">
					<Say hint="" />
				</p>
				<Key testId="back" kind="op" hotkeys="Escape" onPress={() => desk.send({do: 'back'})}>
					{words.service.sale}
				</Key>
			</Functions>
		</>
	);
}

function OutboxCard({snapshot, service: {lastSent, problem}}: ServiceScreenProps) {
	const desk = useDesk();
	const words = desk.words.value.service;
	const {state, waitingCount, oldestWaitingAt} = snapshot.link;
	// A till without anything to send knocks all the same: its password may be right by now.
	const hasNothingToDo = waitingCount === 0 && (state === 'live' || state === 'catching-up');
	const oldestMs = oldestWaitingAt === undefined ? undefined : Date.parse(oldestWaitingAt);
	const sentNumber = lastSent === undefined ? undefined : entryNumber(lastSent.id);
	return (
		<div class="card">
			<h2>
				{words.outbox}
				{oldestMs !== undefined && <small>{words.oldest(`${shortDate(oldestMs)}, ${wallTime(oldestMs)}`)}</small>}
			</h2>
			<div class="outbox">
				<span class="count" data-testid="outbox-count" data-count={waitingCount}>
					{waitingCount} <small>{words.outboxUnit(waitingCount)}</small>
				</span>
				<p>
					{waitingCount === 0 ? words.nothingWaits : words.goesItself}
					<small>
						{lastSent !== undefined && sentNumber !== undefined
							? words.lastSent(sentNumber, wallTime(Date.parse(lastSent.at)))
							: words.kept}
					</small>
					{problem !== undefined && <small data-testid="link-problem">{words.obstacle(problem)}</small>}
				</p>
				<Key testId="send-now" kind="op" disabled={hasNothingToDo} onPress={() => desk.send({do: 'send-now'})}>
					{words.sendNow}
				</Key>
			</div>
		</div>
	);
}

function VersionsCard({snapshot, service}: ServiceScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<div class="card">
			<h2>{words.service.versions}</h2>
			<dl class="versions">
				<dt>{words.service.program}</dt>
				<dd>{service.version}</dd>
				<dt>{words.service.catalogue}</dt>
				<dd>
					{words.service.goods(service.goodsCount)}, {catalogueAge(snapshot.link, desk.clock.minute.value, words.link)}
				</dd>
				<dt>{words.service.tillId}</dt>
				<dd>{snapshot.till.id}</dd>
			</dl>
		</div>
	);
}
