/**
 * The link to the server in one cell. Working without it is a way of working, amber with an anchor; only what needs a
 * person is red, and it is told before what is calm. That the server has a notice is told wherever there is room for it.
 */
import type {LinkView} from '../../api/snapshot.ts';
import type {LinkTrouble} from '../../domain/link.ts';
import {useDesk} from '../desk-context.ts';
import {month, span} from '../format.ts';
import type {Words} from '../words/kinds.ts';
import {Icon, type IconName} from './icon.tsx';

export interface LinkFace {
	readonly tone: 'good' | 'calm' | 'stop';
	readonly icon: IconName;
	readonly title: string;
	readonly detail: string;
}

export function linkFace(link: LinkView, nowMs: number, words: Words['link']): LinkFace {
	const {trouble, waitingReceiptCount: waitingCount, refusedCount} = link;
	const title = {
		starting: words.connecting,
		'catching-up': words.live,
		live: words.live,
		'own-work': words.ownWork(span(nowMs - Date.parse(link.since))),
		refused: words.refusedTill,
		unauthorised: words.unauthorised,
	}[link.state];
	const face = trouble && troubleFace(trouble, title, words);
	if (face?.tone === 'stop') return face;
	if (refusedCount > 0) return {tone: 'stop', icon: 'need', title, detail: words.refused(refusedCount, waitingCount)};
	if (link.state === 'refused' || link.state === 'unauthorised') {
		const detail = waitingCount > 0 ? `${words.callService}, ${words.wait(waitingCount)}` : words.callService;
		return {tone: 'stop', icon: 'need', title, detail};
	}
	if (face !== undefined) return face;
	if (link.notice !== undefined) {
		const icon = link.state === 'own-work' ? 'anchor' : 'notice';
		const detail = waitingCount > 0 ? words.noticeAnd(words.wait(waitingCount)) : words.notice;
		return {tone: 'calm', icon, title, detail};
	}
	const age = catalogueAge(link, nowMs, words);
	switch (link.state) {
		case 'own-work':
			return {tone: 'calm', icon: 'anchor', title, detail: waitingCount > 0 ? words.waitForServer(waitingCount) : age};
		case 'catching-up':
			return {
				tone: 'good',
				icon: 'link',
				title,
				detail: waitingCount > 0 ? words.wait(waitingCount) : words.catchingUp,
			};
		case 'starting':
		case 'live':
			return {
				tone: 'good',
				icon: 'link',
				title,
				detail: waitingCount > 0 ? `${words.wait(waitingCount)} · ${age}` : age,
			};
	}
}

/**
 * With another catalogue the till helps itself; with a disk, a clock or a month it cannot, and then what is the matter
 * stands in the place of the link's state, because the cell has no room for both.
 */
function troubleFace(trouble: LinkTrouble, title: string, words: Words['link']): LinkFace {
	const stop = (what: string, detail: string): LinkFace => ({tone: 'stop', icon: 'need', title: what, detail});
	const calm = (detail: string): LinkFace => ({tone: 'calm', icon: 'anchor', title, detail});
	switch (trouble.code) {
		case 'disk-full':
			return stop(words.diskFull, words.callService);
		case 'disk-failed':
			return stop(words.diskFailed, words.callService);
		case 'clock-wrong': {
			const by = span(Math.abs(trouble.aheadMs));
			return stop(words.clockWrong, trouble.aheadMs > 0 ? words.clockAhead(by) : words.clockBehind(by));
		}
		case 'month-missing':
			return stop(words.monthMissing(month(trouble.month)), words.monthMissingWhy);
		case 'catalogue-empty':
			return calm(words.catalogueEmpty);
		case 'catalogue-anew':
			return calm(words.catalogueAnew);
	}
}

export function catalogueAge(link: LinkView, nowMs: number, words: Words['link']): string {
	if (link.catalogueAsOf === undefined) return words.catalogueNone;
	const ageMs = nowMs - Date.parse(link.catalogueAsOf);
	return ageMs < 60_000 ? words.catalogueFresh : words.catalogueAge(span(ageMs));
}

/** There is no link to say anything of. */
export function trainingFace({noLink, noLinkMeans}: Words['training']): LinkFace {
	return {tone: 'calm', icon: 'anchor', title: noLink, detail: noLinkMeans};
}

interface LinkCellProps {
	readonly link: LinkView;
	readonly training: boolean;
	readonly mayOpenService: boolean;
}

export function LinkCell({link, training, mayOpenService}: LinkCellProps) {
	const desk = useDesk();
	const words = desk.words.value.link;
	const nowMs = desk.clock.minute.value;
	const face = training ? trainingFace(desk.words.value.training) : linkFace(link, nowMs, words);
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
