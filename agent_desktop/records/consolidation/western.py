"""Given names of English and other European use that people of Chinese name take beside it, and often leave out."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WESTERN_NAMES: Final = _words(
    """
    aaron abby ada adam adrian agnes alan albert alex alexander alfred alice alison allen alvin amanda amber amy andrea
    andrew andy angel angela angie anita ann anna anne annie anson anthony april arthur ashley audrey barbara beatrice
    becky ben benjamin benny bernard betty billy bob bobby bonnie brenda brian bruce calvin candy carmen carol caroline
    carrie carson catherine cathy cecilia charles charlie charlotte cherry chris christina christine christopher cindy
    claire clara clement connie crystal cynthia daisy daniel danny david debbie denise dennis derek desmond diana dick
    dominic donald doris dorothy douglas eddie edith edmond edmund edward edwin elaine eleanor elizabeth ella ellen elsa
    elvis emily emma eric erica ernest esther eugene eunice eva eve evelyn fanny felix fiona florence frances francis
    frank fred gary george gigi gilbert gloria gordon grace hannah harold harry heidi helen helena henry hilda howard
    hugo ian ida irene iris isaac isabel isabella ivan ivy jack jackie jacky jacqueline jacob james jamie jane janet
    janice jason jasmine jean jeff jeffrey jennifer jenny jeremy jerry jessica jessie jimmy joan joanna joanne joe joey
    john johnny jonathan joseph josephine joshua joyce judy julia julian julie june justin karen kate kathy katie kay
    keith kelly kelvin ken kenneth kenny kevin kitty larry laura lawrence leo leon leonard leslie lewis lily linda lisa
    loretta louis louisa louise lucas lucy luke lydia maggie mandy marco margaret maria marie mark martha martin mary
    matthew maurice max may melissa michael michelle mike miranda monica nancy natalie nathan nelson nicholas nick
    nicole nora norman olivia oscar pamela patricia patrick paul pauline peggy penny peter philip phoebe phyllis queenie
    rachel ralph raymond rebecca richard ricky rita robert robin roger ronald rose roy ruby russell ruth ryan sally
    samantha samuel sandra sandy sarah sean sharon sheila shirley sidney simon sophia sophie stanley stella stephanie
    stephen steve steven sunny susan susanna sylvia ted teresa terence teddy terry theresa thomas tiffany tim timothy
    tina toby tom tommy tony tracy valerie vanessa vera veronica vicky victor victoria vincent violet virginia vivian
    walter wendy wilfred william willy wilson winnie winston yvonne zoe
    """
)
