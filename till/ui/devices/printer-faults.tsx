/** What may be done to a printer: states that last, and faults that wait for a command and happen once. */

import type {PrinterOnDesk} from '../../api/devices.ts';
import {type DeskFault, faultForms, isLasting, type MomentFaultName} from '../../api/printer-desk.ts';
import type {Bench, FaultDraft} from './bench.ts';
import {faultWords, momentFaultText} from './fault-words.ts';

interface PrinterFaultsProps {
	readonly bench: Bench;
	readonly till: number;
	readonly printer: PrinterOnDesk;
}

export function PrinterFaults({bench, till, printer}: PrinterFaultsProps) {
	const {route, power, faults, faultNames} = printer;
	const language = bench.language.value;
	const words = faultWords[language];
	const waiting = faults.filter(fault => 'moment' in fault);
	return (
		<>
			<div class="faults">
				<button
					type="button"
					aria-pressed={!power}
					data-testid={`power-${till}-${route}`}
					onClick={() => bench.send({do: 'set-power', till, route, on: !power})}
				>
					{power ? words.power.off : words.power.on}
				</button>
				{faultNames.filter(isLasting).map(name => {
					const isSet = faults.some(fault => fault.name === name);
					return (
						<button
							key={name}
							type="button"
							aria-pressed={isSet}
							data-testid={`fault-${till}-${route}-${name}`}
							onClick={() =>
								bench.send(
									isSet ? {do: 'clear-fault', till, route, name} : {do: 'set-fault', till, route, fault: {name}},
								)
							}
						>
							{isSet ? words.lasting[name].clear : words.lasting[name].set}
						</button>
					);
				})}
			</div>
			<FaultForm bench={bench} till={till} printer={printer} />
			{waiting.length > 0 && (
				<ul class="waiting" aria-label={words.prepared} data-testid={`waiting-${till}-${route}`}>
					{waiting.map(({name, moment}, index) => (
						<li key={`${index} ${name}`}>
							<button
								type="button"
								aria-pressed="true"
								data-testid={`waiting-${till}-${route}-${name}`}
								onClick={() => bench.send({do: 'clear-fault', till, route, name})}
							>
								{words.clear(momentFaultText(language, name, moment))}
							</button>
						</li>
					))}
					<li>
						<button
							type="button"
							data-testid={`clear-${till}-${route}`}
							onClick={() => bench.send({do: 'clear-fault', till, route})}
						>
							{words.clearAll}
						</button>
					</li>
				</ul>
			)}
		</>
	);
}

function FaultForm({bench, till, printer}: PrinterFaultsProps) {
	const {route, faultNames, moments} = printer;
	const language = bench.language.value;
	const words = faultWords[language];
	const names = faultNames.filter((name): name is MomentFaultName => !isLasting(name));
	const draft = bench.draftOf(till, route);
	const form = faultForms[draft.name];
	const valueWords = {
		'command and milliseconds': words.howLong,
		'command and code': words.code,
		'command and number': words.uniqueNumber,
	};
	const change = (changes: Partial<FaultDraft>) => bench.draft(till, route, {...draft, ...changes});
	return (
		<form
			class="row"
			aria-label={words.what}
			onSubmit={event => {
				event.preventDefault();
				bench.send({do: 'set-fault', till, route, fault: faultOf(draft)});
			}}
		>
			<select
				aria-label={words.what}
				data-testid={`what-${till}-${route}`}
				value={draft.name}
				onChange={({currentTarget: {value}}) => {
					const name = names.find(each => each === value);
					if (name !== undefined) change({name});
				}}
			>
				{names.map(name => (
					<option key={name} value={name}>
						{words.once[name]}
					</option>
				))}
			</select>
			<select
				aria-label={words.when}
				data-testid={`when-${till}-${route}`}
				value={draft.moment}
				onChange={({currentTarget: {value}}) => {
					const found = moments.find(({moment}) => moment === value);
					if (found !== undefined) change({moment: found.moment});
				}}
			>
				{moments.map(({moment, command}) => (
					<option key={moment} value={moment}>
						{words.moment[moment]} ({command})
					</option>
				))}
			</select>
			{form !== 'command' && (
				<input
					type="text"
					autocomplete="off"
					required
					placeholder={valueWords[form]}
					aria-label={valueWords[form]}
					data-testid={`value-${till}-${route}`}
					value={draft.value}
					onInput={({currentTarget: {value}}) => change({value})}
				/>
			)}
			<button type="submit" data-testid={`prepare-${till}-${route}`}>
				{words.prepare}
			</button>
		</form>
	);
}

function faultOf({name, moment, value}: FaultDraft): DeskFault {
	switch (name) {
		case 'delay-answer':
			return {name, moment, delayMs: Number(value)};
		case 'refuse':
			return {name, moment, code: Number(value)};
		case 'swap':
			return {name, moment, uniqueNumber: value.trim().toUpperCase()};
		default:
			return {name, moment};
	}
}
