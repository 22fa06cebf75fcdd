/** Goods that come back: the receipt at the left, at the right how it is found, and then why and how money goes back. */
import type {ReturnStepView, ReturnScreen as ReturnView} from '../../api/return-view.ts';
import {registerOf} from '../../domain/return-reasons.ts';
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import {Entry} from '../parts/entry.tsx';
import {BackKey} from '../parts/entry-keys.tsx';
import {Functions} from '../parts/functions.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {ReturnFinding, SeveralReceipts} from '../parts/return-finding.tsx';
import {ReturnList} from '../parts/return-list.tsx';
import {ReturnTerms} from '../parts/return-terms.tsx';

export function ReturnScreen({view}: {readonly view: ReturnView}) {
	const words = useDesk().words.value.returns;
	const {step} = view;
	return (
		<>
			<main class="work">
				<ReturnList step={step} />
				<section class="side" aria-label={words.title}>
					<Matter view={view} />
				</section>
			</main>
			<Functions>
				<Keys />
			</Functions>
		</>
	);
}

function Matter({view}: {readonly view: ReturnView}) {
	const {step} = view;
	switch (step.at) {
		case 'finding':
		case 'searching':
			return <Finding view={view} isSearching={step.at === 'searching'} />;
		case 'several':
			return <Several receipts={step.receipts} />;
		case 'choosing':
		case 'giving':
			return <Choosing step={step} />;
		case 'given':
			return <Given step={step} />;
	}
}

function Finding({view, isSearching}: {readonly view: ReturnView; readonly isSearching: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {number} = desk.returns;
	return (
		<>
			<ReturnFinding view={view} />
			<Entry hint={isSearching ? words.searching : words.findHint} typed={number.text.value}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad
				entry={isSearching ? undefined : number}
				onClear={() => number.clear()}
				main={
					<MainKey
						face={words.find}
						small={words.slipNumber}
						enter
						disabled={isSearching || number.text.value === ''}
						onPress={() => desk.returns.find()}
					/>
				}
			/>
		</>
	);
}

function Several({receipts}: Pick<Extract<ReturnStepView, {at: 'several'}>, 'receipts'>) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	return (
		<>
			<SeveralReceipts receipts={receipts} />
			<Entry hint={words.several}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad main={<MainKey face={words.find} disabled onPress={() => {}} />} />
		</>
	);
}

function Choosing({step}: {readonly step: Extract<ReturnStepView, {at: 'choosing' | 'giving'}>}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {quantity, line, reason} = desk.returns;
	const selected = step.lines.find(each => each.line === line.value && each.chosen > 0);
	const isGiving = step.at === 'giving';
	const isChosen = step.lines.some(({chosen}) => chosen > 0);
	const missing = isChosen ? words.needsReason : words.needsGoods;
	const isReady = isChosen && reason.value !== undefined;
	const isMistake = reason.value !== undefined && registerOf(reason.value) === 'mistakes';
	const choose = isChosen && isMistake ? words.mistakeHint : words.chooseHint;
	const hint = selected === undefined ? choose : words.typeHint(selected.name);
	return (
		<>
			<ReturnTerms step={step} />
			<Entry hint={isGiving ? words.writing : hint} typed={quantity.text.value}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad
				entry={selected === undefined || isGiving ? undefined : quantity}
				onClear={() => quantity.clear()}
				onQuantity={selected === undefined ? undefined : () => desk.returns.takeQuantity(selected.unit)}
				main={
					<MainKey
						face={words.give}
						small={isReady ? zloty(step.refundGrosze) : missing}
						disabled={!isReady || isGiving}
						onPress={() => desk.returns.give(step.ways, words.reasons)}
					/>
				}
			/>
		</>
	);
}

function Given({step}: {readonly step: Extract<ReturnStepView, {at: 'given'}>}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	return (
		<>
			<div class="panel advice" role="status" data-testid="return-given">
				<h2>{words.given[step.register]}</h2>
				<p class="figure" data-grosze={step.refundGrosze}>
					{zloty(step.refundGrosze)}
				</p>
				<div>
					{step.tenders.map(({kind, amountGrosze}) => (
						<p key={kind} data-testid={`give-${kind}`} data-grosze={amountGrosze}>
							{step.tenders.length > 1 && `${zloty(amountGrosze)} · `}
							{words.giveNow[kind]}
						</p>
					))}
				</div>
				{desk.returns.reason.value === 'wrong-payment' && <p data-testid="paid-otherwise">{words.paidOtherwise}</p>}
				<p data-testid="return-register">{`${words.registers[step.register]} · ${words.entry(step.entry)}`}</p>
			</div>
			<Entry hint={step.register === 'mistakes' ? words.mistakeHint : words.given[step.register]}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad main={<MainKey face={words.next} enter onPress={() => desk.send({do: 'back'})} />} />
		</>
	);
}

function Keys() {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<Key testId="open-drawer" kind="op" onPress={() => desk.send({do: 'open-drawer'})}>
			{words.more.drawer}
		</Key>
	);
}
