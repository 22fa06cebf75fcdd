/** What the server has to say about this till: in short on an empty receipt, and whole on the service screen. */
import type {ServerNotice} from '../../domain/link.ts';
import {useDesk} from '../desk-context.ts';
import {shortDate, tied, wallTime} from '../format.ts';
import type {Words} from '../words/kinds.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

const rowCount = 2;

/** The first sentence, and whose it is and from when. */
export interface NoticeBrief {
	readonly sentence: string;
	readonly source: string;
}

export function briefOf({at, messages}: ServerNotice, {language, notice}: Words): NoticeBrief {
	return {sentence: messages[0]?.[language] ?? '', source: `${notice.title}, ${timeOf(at)}`};
}

export function ServerNoticeNote() {
	const desk = useDesk();
	const notice = desk.snapshot.value?.link.notice;
	if (notice === undefined) return null;
	const words = desk.words.value;
	const {sentence, source} = briefOf(notice, words);
	const moreCount = notice.messages.length - 1;
	return (
		<p class="calm-note" role="status" data-testid="server-notice">
			<Icon name="notice" />
			<span>
				{tied(sentence)}
				<small>{tied([source, ...(moreCount > 0 ? [words.notice.more(moreCount)] : [])].join(' · '))}</small>
			</span>
		</p>
	);
}

export function ServerNoticeCard({notice}: {readonly notice: ServerNotice}) {
	const desk = useDesk();
	const words = desk.words.value;
	const {at, messages} = notice;
	const page = desk.service.noticePages.show(messages, rowCount);
	const isPaged = page.count > 1;
	return (
		<div class="card server-notice" data-testid="notice-card" data-count={messages.length}>
			<h2>
				<span class="calm-word">
					<Icon name="notice" />
					{words.notice.title}
				</span>
				<small>{[timeOf(at), ...(isPaged ? [words.pageOf(page.number, page.count)] : [])].join(' · ')}</small>
			</h2>
			<div class="sentences">
				<ul>
					{page.items.map(message => (
						<li key={message.pl}>{tied(message[words.language])}</li>
					))}
				</ul>
				{isPaged && (
					<>
						<Key
							testId="notice-previous"
							kind="op"
							disabled={!page.hasPrevious}
							label={words.earlierPage}
							onPress={() => desk.service.noticePages.turn(page.number - 1)}
						>
							<Icon name="left" />
						</Key>
						<Key
							testId="notice-next"
							kind="op"
							disabled={!page.hasNext}
							label={words.nextPage}
							onPress={() => desk.service.noticePages.turn(page.number + 1)}
						>
							<Icon name="right" />
						</Key>
					</>
				)}
				<Key testId="check-notice" kind="op" onPress={() => desk.send({do: 'send-now'})}>
					{words.notice.check}
				</Key>
			</div>
		</div>
	);
}

function timeOf(at: string): string {
	const timeMs = Date.parse(at);
	return `${shortDate(timeMs)}, ${wallTime(timeMs)}`;
}
