/** What is sold under rules of its own: alcohol on its own printer, tobacco, and things for the house. */
import type {GroupGoods} from '../table.ts';

export const beer: GroupGoods = {
	group: {code: 'piwo-alkohol', name: 'Piwo', route: 'alcohol', colour: 'spirit', order: 200},
	packed: `
		Piwo jasne | pełne 5,2%; lekkie 3,8%; mocne 7,2% | puszka 0,5 l 3,99 | A | CAN050 | 18
		Piwo jasne butelka | pełne 5,2%; niepasteryzowane 5,5%; pilzner 4,8% | 0,5 l 4,29 | A | GLASS100 | 18
		Piwo | pszeniczne 5,0%; miodowe 5,4%; ciemne 5,6%; koźlak 6,8% | butelka 0,5 l 5,49 | A | GLASS100 | 18
		Piwo rzemieślnicze | IPA 6,2%; APA 5,4%; stout 6,0%; porter bałtycki 9,0% | butelka 0,5 l 9,99 | A | GLASS100 | 18
		Radler 2,0% | cytrynowy; grejpfrutowy; malinowy | puszka 0,5 l 4,49 | A | CAN050 | 18
		Piwo smakowe 4,5% | wiśniowe; jabłkowe | puszka 0,5 l 4,79 | A | CAN050 | 18
		Cydr 4,5% | jabłkowy; gruszkowy | butelka 0,33 l 5,99 | A || 18
	`,
};

export const wine: GroupGoods = {
	group: {code: 'wino-alkohol', name: 'Wino', route: 'alcohol', colour: 'spirit', order: 210},
	packed: `
		Wino czerwone | wytrawne; półwytrawne; półsłodkie; słodkie | 0,75 l 24,99 | A || 18
		Wino białe | wytrawne; półwytrawne; półsłodkie; słodkie | 0,75 l 23,99 | A || 18
		Wino różowe | wytrawne; półsłodkie | 0,75 l 25,99 | A || 18
		Wino czerwone z beczki dębowej | rocznik 2021; rocznik 2022 | 0,75 l 49,99 | A || 18
		Wino musujące | brut; półwytrawne; różowe | 0,75 l 29,99 | A || 18
		Wino owocowe | wiśniowe; porzeczkowe | 0,75 l 14,99 | A || 18
		Miód pitny | dwójniak; trójniak; czwórniak | 0,5 l 32,99 | A || 18
		Wermut | biały; czerwony | 1 l 27,99 | A || 18
	`,
};

export const spirits: GroupGoods = {
	group: {code: 'wodka-alkohol', name: 'Mocne alkohole', route: 'alcohol', colour: 'spirit', order: 220},
	packed: `
		Wódka czysta 40% || 0,1 l 9,99; 0,2 l 15,99; 0,5 l 31,99; 0,7 l 42,99; 1 l 59,99 | A || 18
		Wódka żytnia 40% || 0,5 l 39,99; 0,7 l 54,99 | A || 18
		Wódka smakowa 32% | wiśniowa; cytrynowa; pigwowa; orzechowa | 0,2 l 15,49; 0,5 l 29,99 | A || 18
		Nalewka 30% | z pigwy; z wiśni; z derenia | 0,5 l 49,99 | A || 18
		Śliwowica 50% || 0,5 l 69,99 | A || 18
		Gin 40% || 0,7 l 69,99 | A || 18
		Rum | biały 37,5%; ciemny 40% | 0,7 l 64,99 | A || 18
		Whisky 40% | szkocka; żytnia | 0,7 l 79,99 | A || 18
		Brandy 36% || 0,5 l 37,99 | A || 18
		Likier 17% | śmietankowy; kawowy; jajeczny | 0,5 l 34,99 | A || 18
		Spirytus rektyfikowany 95% || 0,5 l 59,99 | A || 18
	`,
};

export const tobacco: GroupGoods = {
	group: {code: 'tyton', name: 'Tytoń', route: 'main', colour: 'quick', order: 190},
	discountable: false,
	packed: `
		Papierosy | czerwone; niebieskie; srebrne; cienkie | 20 szt. 19,99 | A || 18
		Tytoń do skręcania | jasny; ciemny | 30 g 33,99 | A || 18
		Gilzy || 200 szt. 5,99 | A || 18
		Bibułki || 50 szt. 2,99 | A || 18
		Zapalniczka || 1 szt. 3,99 | A
		Zapałki || 1 szt. 0,49 | A
	`,
};

export const household: GroupGoods = {
	group: {code: 'chemia', name: 'Chemia i higiena', route: 'main', colour: 'pack', order: 110},
	packed: `
		Płyn do naczyń | cytrynowy; miętowy; aloesowy | 0,5 l 4,99; 1 l 8,49 | A
		Proszek do prania | biały; kolor | 1,5 kg 21,99 | A
		Płyn do płukania | lawenda; świeżość | 1 l 9,99 | A
		Kapsułki do prania || 20 szt. 27,99 | A
		Płyn do szyb || 0,5 l 6,49 | A
		Płyn do podłóg | kwiatowy; cytrynowy | 1 l 8,99 | A
		Mleczko do czyszczenia || 0,7 l 7,99 | A
		Żel do WC | morski; leśny | 0,75 l 6,99 | A
		Papier toaletowy || 4 szt. 6,99; 8 szt. 12,99 | A
		Ręcznik papierowy || 2 szt. 6,49 | A
		Chusteczki higieniczne || 10 szt. 5,49 | A
		Mydło w kostce | oliwkowe; różane | 100 g 2,99 | A
		Mydło w płynie | mleko i miód; aloes | 0,5 l 6,99 | A
		Szampon | pokrzywowy; rumiankowy; dla dzieci | 400 ml 9,99 | A
		Żel pod prysznic | cytrusowy; lawendowy | 400 ml 8,99 | A
		Pasta do zębów | miętowa; ziołowa | 100 ml 7,49 | A
		Szczoteczka do zębów | miękka; średnia | 1 szt. 6,49 | A
		Pieluchy | rozmiar 3; rozmiar 4; rozmiar 5 | 44 szt. 39,99 | C
		Podpaski || 10 szt. 5,99 | C
		Worki na śmieci | 35 l; 60 l; 120 l | rolka 6,99 | A
		Folia aluminiowa || 10 m 5,99 | A
		Zmywaki kuchenne || 5 szt. 2,99 | A
	`,
};

export const other: GroupGoods = {
	group: {code: 'inne', name: 'Inne', route: 'main', colour: 'quick', order: 120},
	byThePiece: `
		Reklamówka mała 0,30 A
		Reklamówka duża 0,80 A
		Torba papierowa 1,20 A
		Torba wielorazowa 4,99 A
		Gazeta codzienna 4,90 B
		Tygodnik 9,90 B
		Znicz szklany 6,99 A
		Wkład do znicza 3,49 A
		Róża cięta 6,99 B
		Bukiet tulipanów 19,99 B
	`,
	packed: `
		Karma dla kota | z kurczakiem; z rybą; z wołowiną | 100 g 2,99; 400 g 5,99 | B
		Karma dla psa | z wołowiną; z drobiem | 400 g 6,49; 1,25 kg 12,99 | B
		Baterie | AA; AAA | 4 szt. 12,99 | A
		Żarówka LED | E14; E27 | 1 szt. 9,99 | A
		Świeczki urodzinowe || 24 szt. 4,99 | A
	`,
};
