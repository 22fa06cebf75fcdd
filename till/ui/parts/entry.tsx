/** The entry line: what is expected or what has to be said at its left, what was typed at its right. */
import type {ComponentChildren} from 'preact';
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';

interface EntryProps {
	readonly hint: string;
	readonly typed?: ComponentChildren;
	/** The key at the line's end: the way back, or the search. */
	readonly children: ComponentChildren;
}

export function Entry({hint, typed, children}: EntryProps) {
	return (
		<div class="entry">
			<div class="box">
				<Say hint={hint} />
				{typed !== undefined && (
					<span class="typed" data-testid="typed">
						{typed}
						<i class="caret" />
					</span>
				)}
			</div>
			{children}
		</div>
	);
}

/** The notice, or the hint while there is none. */
export function Say({hint}: {readonly hint: string}) {
	const desk = useDesk();
	const notice = desk.notices.current.value;
	if (notice === undefined) {
		return (
			<span class="hint" data-testid="hint">
				{hint}
			</span>
		);
	}
	return (
		<span class={`notice ${notice.tone}`} role="status" data-testid="message" data-code={notice.code}>
			{notice.tone !== 'info' && <Icon name="need" />}
			<span>{desk.words.value.messages[notice.code](notice.about)}</span>
		</span>
	);
}
