/** One fiscal printer: its paper as it came out, the newest at the bottom, and the faults it can be given. */
import {useEffect, useRef} from 'preact/hooks';
import {type PrinterOnDesk, printerFaultNames} from '../../api/devices.ts';
import type {Bench} from './bench.ts';
import {deviceWords} from './words.ts';

interface PaperRollProps {
	readonly bench: Bench;
	readonly till: number;
	readonly printer: PrinterOnDesk;
}

export function PaperRoll({bench, till, printer}: PaperRollProps) {
	const words = deviceWords[bench.language.value];
	const {route, model, uniqueNumber, faults, slips} = printer;
	const paper = useRef<HTMLDivElement>(null);
	const newest = slips.at(-1);
	const length = `${newest?.id} ${newest?.lines.length} ${newest?.state}`;
	// The newest line is the one that matters: the roll stays at its end.
	// The length stands among the reasons because the effect has to run whenever it grows.
	useEffect(() => {
		if (length !== '' && paper.current !== null) paper.current.scrollTop = paper.current.scrollHeight;
	}, [length]);
	return (
		<section class="printer" aria-label={words.printer[route]} data-testid={`printer-${till}-${route}`}>
			<h3>
				{words.printer[route]}
				<small>
					{model} · {uniqueNumber}
				</small>
			</h3>
			<div class="paper" ref={paper} data-testid={`roll-${till}-${route}`}>
				{slips.length === 0 && <p class="none">{words.emptyRoll}</p>}
				{slips.map(({id, state, lines}) => (
					<figure key={id} class={state} data-testid={`slip-${till}-${route}-${id}`} data-state={state}>
						<pre>{lines.join('\n')}</pre>
						{state !== 'done' && <figcaption>{words.slipState[state]}</figcaption>}
					</figure>
				))}
			</div>
			<div class="faults">
				{printerFaultNames.map(fault => {
					const isSet = faults.includes(fault);
					return (
						<button
							key={fault}
							type="button"
							aria-pressed={isSet}
							data-testid={`fault-${till}-${route}-${fault}`}
							onClick={() => bench.send({do: isSet ? 'clear-fault' : 'set-fault', till, route, fault})}
						>
							{isSet ? words.fault[fault].clear : words.fault[fault].set}
						</button>
					);
				})}
			</div>
		</section>
	);
}
