/** Where a receipt is looked for: which till, which day; and which of several it is. */
import type {FoundReceiptView, ReturnScreen} from '../../api/return-view.ts';
import {useDesk} from '../desk-context.ts';
import {date, wallTime, zloty} from '../format.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const tillCount = 6;

export function ReturnFinding({view: {step, tills}}: {readonly view: ReturnScreen}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {returns} = desk;
	const isPaged = tills.length > tillCount;
	const page = returns.tillPages.show(tills, isPaged ? tillCount - 1 : tillCount);
	const notFound = step.at === 'finding' ? step.notFound : undefined;
	return (
		<div class="return-finding">
			{notFound !== undefined && (
				<p class="not-found" role="alert" data-testid="not-found" data-why={notFound}>
					<Icon name="need" />
					<span>{words.notFound[notFound]}</span>
				</p>
			)}
			<div class="return-day">
				<Key
					testId="return-day-earlier"
					kind="op"
					guarded={false}
					label={words.dayEarlier}
					onPress={() => returns.moveDay(-1)}
				>
					<Icon name="left" />
				</Key>
				<span>
					<small>{words.day}</small>
					<b data-testid="return-day" data-day={returns.day.value}>
						{date(returns.day.value)}
					</b>
				</span>
				<Key
					testId="return-day-later"
					kind="op"
					guarded={false}
					label={words.dayLater}
					onPress={() => returns.moveDay(1)}
				>
					<Icon name="right" />
				</Key>
			</div>
			<div class="return-tills">
				{page.items.map(({id, number, name}) => (
					<Key
						key={id}
						testId={`return-till-${id}`}
						kind="op"
						on={returns.till.value === id}
						onPress={() => returns.chooseTill(id)}
					>
						{words.till(number)}
						<small>{name}</small>
					</Key>
				))}
				{isPaged && <Pager name="return-tills" page={page} pages={returns.tillPages} />}
			</div>
		</div>
	);
}

const receiptCount = 4;

export function SeveralReceipts({receipts}: {readonly receipts: readonly FoundReceiptView[]}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const page = desk.returns.pages.show(receipts, receiptCount);
	return (
		<div class="return-several">
			{page.items.map(receipt => (
				<Key
					key={receipt.id}
					testId={`pick-${receipt.id}`}
					kind="op"
					onPress={() => desk.send({do: 'pick-receipt', receipt: receipt.id})}
				>
					{zloty(receipt.dueGrosze)}
					<small>{receiptWords(receipt, words)}</small>
				</Key>
			))}
			{page.count > 1 && <Pager name="several" page={page} pages={desk.returns.pages} />}
		</div>
	);
}

export function receiptWords(
	{printedAt, fiscalNumbers}: FoundReceiptView,
	words: ReturnType<typeof useDesk>['words']['value']['returns'],
): string {
	const time = `${date(printedAt.slice(0, 10))} ${wallTime(Date.parse(printedAt))}`;
	return `${words.slips(fiscalNumbers.join(' + '))} · ${words.printed(time)}`;
}
