/**
 * The link to the server in one cell. Working without it is a way of working, amber with an anchor; only what a
 * person has to decide is red.
 */
import type {LinkView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {span} from '../format.ts';
import type {Words} from '../words/kinds.ts';
import {Icon, type IconName} from './icon.tsx';

export interface LinkFace {
	readonly tone: 'good' | 'calm' | 'stop';
	readonly icon: IconName;
	readonly title: string;
	readonly detail: string;
}

export function linkFace(link: LinkView, nowMs: number, words: Words['link']): LinkFace {
	const {waitingReceiptCount: waitingCount, refusedCount} = link;
	const title = {
		starting: words.connecting,
		'catching-up': words.live,
		live: words.live,
		'own-work': words.ownWork(span(nowMs - Date.parse(link.since))),
		unauthorised: words.unauthorised,
	}[link.state];
	if (refusedCount > 0) return {tone: 'stop', icon: 'need', title, detail: words.refused(refusedCount, waitingCount)};
	const age = catalogueAge(link, nowMs, words);
	const waiting = waitingCount > 0 ? `${words.wait(waitingCount)} · ${age}` : age;
	switch (link.state) {
		case 'own-work':
			return {tone: 'calm', icon: 'anchor', title, detail: waitingCount > 0 ? words.waitForServer(waitingCount) : age};
		case 'unauthorised':
			return {tone: 'stop', icon: 'need', title, detail: waiting};
		case 'catching-up':
			return {
				tone: 'good',
				icon: 'link',
				title,
				detail: waitingCount > 0 ? words.wait(waitingCount) : words.catchingUp,
			};
		case 'starting':
		case 'live':
			return {tone: 'good', icon: 'link', title, detail: waiting};
	}
}

export function catalogueAge(link: LinkView, nowMs: number, words: Words['link']): string {
	if (link.catalogueAsOf === undefined) return words.catalogueNone;
	const ageMs = nowMs - Date.parse(link.catalogueAsOf);
	return ageMs < 60_000 ? words.catalogueFresh : words.catalogueAge(span(ageMs));
}

export function LinkCell({link, mayOpenService}: {readonly link: LinkView; readonly mayOpenService: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.link;
	const face = linkFace(link, desk.clock.minute.value, words);
	return (
		<button
			type="button"
			class={`cell link ${face.tone}`}
			data-testid="link-state"
			data-state={link.state}
			data-refused={link.refusedCount}
			disabled={!mayOpenService}
			title={words.openService}
			onClick={() => desk.press(() => desk.send({do: 'open-service'}))}
		>
			<Icon name={face.icon} />
			<span>{face.title}</span>
			<small data-testid="waiting-count" data-count={link.waitingReceiptCount}>
				{face.detail}
			</small>
		</button>
	);
}
