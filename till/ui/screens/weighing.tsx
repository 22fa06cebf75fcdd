/**
 * Weighing: what the scale says, and DODAJ that repeats what will be added. Without a stable weight nothing can be, unless
 * somebody types the weight who may, or who finds somebody that answers for it.
 */
import type {SaleView} from '../../api/sale-view.ts';
import type {WeighingScreen as Weighing} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {kilograms, money} from '../format.ts';
import {Zloty} from '../parts/display.tsx';
import {Entry} from '../parts/entry.tsx';
import {BackKey} from '../parts/entry-keys.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {Icon} from '../parts/icon.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {Receipt} from '../parts/receipt.tsx';

/** What a scale takes off. */
const tareGramsMax = 9999;

interface WeighingScreenProps {
	readonly sale: SaleView;
	readonly weighing: Weighing;
}

export function WeighingScreen({sale, weighing}: WeighingScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {reading} = weighing;
	const typed = desk.grams.text.value;
	const typedGrams = Number(typed);
	const setTare = () => {
		desk.send({do: 'tare', tareGrams: Number(desk.grams.take())});
	};
	return (
		<>
			<main class="work">
				<Receipt sale={sale} />
				<section class="side" aria-label={words.weighing.title}>
					<Reading weighing={weighing} />
					<Entry hint={words.weighing.hint} typed={typed === '' ? '' : `${typed} g`}>
						<BackKey onPress={() => desk.send({do: 'back'})} />
					</Entry>
					<Keypad
						entry={desk.grams}
						onClear={() => desk.grams.clear()}
						first={
							<Key testId="tare" kind="op" hotkeys="F10 Enter" disabled={typedGrams > tareGramsMax} onPress={setTare}>
								{words.weighing.tare}
							</Key>
						}
						second={
							<Key
								testId="type-weight"
								kind="op"
								disabled={typedGrams === 0}
								onPress={() => desk.send({do: 'add-weighed', typedGrams: Number(desk.grams.take())})}
							>
								{words.weighing.byHand}
							</Key>
						}
						main={
							<MainKey
								face={words.add}
								small={
									reading.state === 'stable'
										? words.weighing.addWhat(reading.netGrams, reading.totalGrosze)
										: words.weighing.reason[reading.reason]
								}
								disabled={reading.state !== 'stable'}
								onPress={() => desk.send({do: 'add-weighed'})}
							/>
						}
					/>
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}

function Reading({weighing}: {readonly weighing: Weighing}) {
	const desk = useDesk();
	const words = desk.words.value;
	const {name, plu, priceGrosze, reading, tareGrams} = weighing;
	const isStable = reading.state === 'stable';
	return (
		<div class="panel weigh" data-testid="weighing" data-state={isStable ? 'stable' : reading.reason}>
			<h2>
				{name}
				{plu !== undefined && (
					<small class="plu">
						{words.sale.plu} {plu}
					</small>
				)}
			</h2>
			<div class="live">
				<span class="weight" data-testid="weight">
					{isStable ? kilograms(reading.netGrams) : '–,–––'}
					<span class="unit">{words.kilogram}</span>
				</span>
				<span class={`state ${isStable ? 'good' : ''}`}>
					<Icon
						name={isStable ? 'good' : reading.reason === 'moving' || reading.reason === 'empty' ? 'wait' : 'need'}
					/>
					{isStable ? words.weighing.stable : words.weighing.reason[reading.reason]}
					<small>{isStable ? words.weighing.net : words.weighing.tryThis[reading.reason]}</small>
				</span>
			</div>
			<dl class="three">
				<div>
					<dt>{words.weighing.pricePerKilogram}</dt>
					<dd>{money(priceGrosze)}</dd>
				</div>
				<div>
					<dt>{words.weighing.tare}</dt>
					<dd data-testid="tare-weight">
						{kilograms(tareGrams)} <small>{words.kilogram}</small>
					</dd>
				</div>
				<div>
					<dt>{words.weighing.value}</dt>
					<dd class="value" data-testid="weighed-value">
						{isStable ? (
							<>
								{money(reading.totalGrosze)}
								<Zloty />
							</>
						) : (
							'–'
						)}
					</dd>
				</div>
			</dl>
		</div>
	);
}
